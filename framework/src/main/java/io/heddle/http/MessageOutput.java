package io.heddle.http;

import io.heddle.ConnectionOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The bytes of answers, gathered: the answers to requests that came together leave together. It
/// holds an array while there is something in it.
///
/// Confined to the thread that answers. While that waits for somebody who may take long, it lends
/// what is in there, which is sent meanwhile if it does:
///
/// ```text
///          lend                  look: lent too long            sent, takeBack
///   OWNED ------> a loan (1, 2, ...) ---------------> SENDING -----------------> OWNED
///                        |                                                         ^
///                        +------------------------ takeBack -----------------------+
/// ```
final class MessageOutput extends OutputStream {

    private static final byte[] NOTHING = {};
    private static final int MOST_DIGITS = 19; // of a long
    private static final int OWNED = 0;
    private static final int SENDING = -1;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(MessageOutput.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ConnectionOutput output;
    private final LateAnswers lateAnswers;
    private byte[] bytes = NOTHING;
    private int count;
    private long flushed;
    private @Nullable IOException failure; // of the last flush that failed
    private int loan; // the last one
    private boolean known; // to who looks after loans
    private int seen; // confined to that one: the state when it last looked
    private volatile int state = OWNED; // who may touch all that is above: see the drawing
    private @Nullable CompletableFuture<Boolean> sent; // set before SENDING, read during that

    MessageOutput(ConnectionOutput output, LateAnswers lateAnswers) {
        this.output = output;
        this.lateAnswers = lateAnswers;
    }

    /// Lends what was gathered, if there is anything. Nothing else must be called then but
    /// [#takeBack] or [#retire].
    ///
    /// @return whether there is
    boolean lend() {
        if (count == 0) {
            return false;
        }
        if (!known) {
            known = true;
            lateAnswers.add(this);
        }
        loan = loan == Integer.MAX_VALUE ? 1 : loan + 1;
        state = loan;
        lateAnswers.lent();
        return true;
    }

    /// Has back what may be lent, or waits until it is sent; an interrupt meanwhile is kept for
    /// later. Any thread, one at a time.
    ///
    /// @throws IOException what [#flush] has thrown, here or before: bytes are lost, and what came
    ///   behind them would be read as theirs
    void takeBack() throws IOException {
        int now = state;
        if (now != OWNED && (now == SENDING || !STATE.compareAndSet(this, now, OWNED))) {
            Objects.requireNonNull(sent).join();
            state = OWNED;
        }
        IOException known = failure;
        if (known != null) {
            throw known;
        }
    }

    boolean isLent() {
        return state > OWNED;
    }

    /// Sends what is lent if that was so when this was called before, by a thread that may wait.
    ///
    /// @return whether something is to be looked at again
    boolean look() {
        int now = state;
        boolean isLate = now > OWNED && now == seen;
        seen = now;
        if (isLate) {
            var sending = new CompletableFuture<Boolean>();
            sent = sending;
            if (STATE.compareAndSet(this, now, SENDING)) {
                send(sending);
            }
        }
        return now > OWNED && !isLate;
    }

    /// Sends it on a thread that may wait for the peer.
    private void send(CompletableFuture<Boolean> sending) {
        try {
            Thread.ofVirtual()
                    .name("late-answer")
                    .inheritInheritableThreadLocals(false)
                    .start(() -> flush(sending));
        } catch (Throwable noThread) { // who takes it back would wait for ever
            failure = new IOException("no thread to send an answer", noThread);
            sending.complete(false);
        }
    }

    private void flush(CompletableFuture<Boolean> sending) {
        try {
            flush();
        } catch (IOException known) {
            // it is kept for who takes it back
        } catch (Throwable other) {
            failure = new IOException("an answer could not be sent", other);
        } finally {
            sending.complete(true);
        }
    }

    /// Says that nothing will be lent any more, and waits for what is being sent.
    void retire() {
        if (known) {
            lateAnswers.remove(this);
            try {
                takeBack();
            } catch (IOException ended) {
                // the connection ends because of it, or of something else
            }
        }
    }

    /// How many bytes were written so far, gathered ones included.
    long written() {
        return flushed + count;
    }

    /// Writes bytes of a file, behind what was gathered.
    void write(FileChannel file, long position, long length) throws IOException {
        flush();
        output.transferFrom(file, position, length);
        flushed += length;
    }

    @Override
    public void write(int b) throws IOException {
        if (count == bytes.length) {
            makeRoom();
        }
        bytes[count++] = (byte) b;
    }

    @Override
    public void write(byte[] source) throws IOException {
        write(source, 0, source.length);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (length > ByteArrays.BYTES - count) {
            if (length >= ByteArrays.BYTES / 2) {
                writeThrough(source, offset, length);
                return;
            }
            flush();
        }
        if (bytes.length == 0) {
            makeRoom();
        }
        System.arraycopy(source, offset, bytes, count, length);
        count += length;
    }

    /// With what was gathered before, as one write.
    private void writeThrough(byte[] source, int offset, int length) throws IOException {
        int gathered = count;
        count = 0;
        flushed += gathered + length;
        output.write(ByteBuffer.wrap(bytes, 0, gathered), ByteBuffer.wrap(source, offset, length));
    }

    /// Writes text of one byte a character.
    @SuppressWarnings("deprecation") // getBytes that drops the high byte: there is none
    void write(String latin) throws IOException {
        int length = latin.length();
        if (length > ByteArrays.BYTES - count) {
            flush();
            if (length > ByteArrays.BYTES) {
                var own = new byte[length];
                latin.getBytes(0, length, own, 0);
                flushed += length;
                output.write(own);
                return;
            }
        }
        if (bytes.length == 0) {
            makeRoom();
        }
        latin.getBytes(0, length, bytes, count);
        count += length;
    }

    /// Writes a number of at least 0, in decimal digits.
    void writeDecimal(long number) throws IOException {
        if (MOST_DIGITS > ByteArrays.BYTES - count) {
            flush();
        }
        if (bytes.length == 0) {
            makeRoom();
        }
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        count += digits;
        long left = number;
        for (int i = 1; i <= digits; i++) {
            bytes[count - i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    private void makeRoom() throws IOException {
        if (bytes.length == 0) {
            bytes = ByteArrays.SHARED.borrow();
        } else {
            flush();
        }
    }

    /// Sends what was gathered.
    @Override
    public void flush() throws IOException {
        if (count > 0) {
            int gathered = count;
            count = 0;
            flushed += gathered;
            try {
                output.write(ByteBuffer.wrap(bytes, 0, gathered));
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }

    /// Gives the array back; what was not sent is lost.
    void release() {
        count = 0;
        if (bytes.length > 0) {
            ByteArrays.SHARED.giveBack(bytes);
            bytes = NOTHING;
        }
    }

    /// Does not close anything: a connection ends with its handler.
    @Override
    public void close() throws IOException {
        flush();
    }
}
