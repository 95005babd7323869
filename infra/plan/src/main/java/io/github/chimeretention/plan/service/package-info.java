/** Reads deployed stacks and retention settings from AWS. Only read operations are called. */
package io.github.chimeretention.plan.service;
