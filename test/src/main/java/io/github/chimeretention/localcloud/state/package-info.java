/** What the local cloud remembers between runs: JSON files in its state directory. */
package io.github.chimeretention.localcloud.state;
