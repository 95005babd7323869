/** The handlers that the function is compared with; each is packaged with its dependencies. */
package io.github.chimeretention.bench.handler;
