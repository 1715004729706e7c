package io.heddle.icmp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.heddle.IcmpException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A pipe: a thread that polls its one end is woken by a byte into the other.
final class WakeUp implements AutoCloseable {

    private final Libc libc;
    private final int readEnd;
    private final int writeEnd;

    private WakeUp(Libc libc, int readEnd, int writeEnd) {
        this.libc = libc;
        this.readEnd = readEnd;
        this.writeEnd = writeEnd;
    }

    static WakeUp open(Libc libc) throws IcmpException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            int result = libc.pipe(ends);
            if (result < 0) {
                throw new IcmpException("pipe: " + Errno.print(libc.platform(), result), null);
            }
            var wakeUp = new WakeUp(libc, ends.get(JAVA_INT, 0), ends.get(JAVA_INT, 4));
            libc.closeOnExec(wakeUp.readEnd);
            libc.closeOnExec(wakeUp.writeEnd);
            return wakeUp;
        }
    }

    /// What to poll.
    int descriptor() {
        return readEnd;
    }

    /// Only before it is closed.
    void wake() {
        try (var arena = Arena.ofConfined()) {
            libc.write(writeEnd, arena.allocate(JAVA_BYTE));
        }
    }

    @Override
    public void close() {
        libc.close(readEnd);
        libc.close(writeEnd);
    }
}
