/** The local cloud's state between runs: JSON files in its state folder. */
package io.github.chimeretention.localcloud.state;
