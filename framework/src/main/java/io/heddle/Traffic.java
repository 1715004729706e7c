package io.heddle;

import java.util.concurrent.atomic.LongAdder;

/// The bytes of a whole server, counted as they flow. Any thread.
record Traffic(LongAdder bytesIn, LongAdder bytesOut) {

    Traffic() {
        this(new LongAdder(), new LongAdder());
    }
}
