/** The plan as text, Markdown and JSON. */
package io.github.chimeretention.plan.report;
