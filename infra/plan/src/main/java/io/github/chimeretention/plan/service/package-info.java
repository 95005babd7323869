/** What AWS reports now: deployed stacks and retention settings. Only reading operations. */
package io.github.chimeretention.plan.service;
