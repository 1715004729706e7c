package io.heddle.loadtest.client.fanout;

import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.EngineOptions.Pacing;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.wire.FrameLayout;
import io.heddle.loadtest.wire.OperationKind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/// The connection that publishes, with a platform thread of its own: it writes when a publication
/// is due, and waits for its acknowledgement before the next.
final class Publisher {
    private static final long SPIN_NANOS = 60_000;

    private final Deliveries deliveries;
    private final SocketChannel channel;
    private final EngineOptions engine;
    private final ByteBuffer frame;
    private final ByteBuffer acknowledgement = ByteBuffer.allocateDirect(FrameLayout.HEADER_BYTES);
    private final Thread thread =
            Thread.ofPlatform().name("fanout-publisher").daemon().unstarted(this::run);

    private Publisher(
            Deliveries deliveries,
            SocketChannel channel,
            EngineOptions engine,
            PublicationFrame frame) {
        this.deliveries = deliveries;
        this.channel = channel;
        this.engine = engine;
        this.frame = frame.template();
    }

    /// Connects, and waits for rounds.
    static Publisher open(LoadSpec spec, PublicationFrame frame, Deliveries deliveries)
            throws IOException {
        var publisher = new Publisher(deliveries, Subscriber.connect(spec), spec.engine(), frame);
        publisher.thread.start();
        return publisher;
    }

    /// Has it look at its agenda again.
    void wake() {
        LockSupport.unpark(thread);
    }

    /// Closes the connection and waits for the thread; the deliveries have ended.
    void end(boolean reset) {
        Threads.close(channel, reset);
        LockSupport.unpark(thread);
        Threads.join(thread);
    }

    private void run() {
        try {
            long freeNanos = System.nanoTime();
            while (deliveries.awaitRound()) {
                freeNanos = publishWhenDue(freeNanos);
            }
        } catch (IOException e) {
            deliveries.fail(e);
        } catch (RuntimeException e) {
            deliveries.fail(new IOException("the publisher failed", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return since when the connection is free again
    private long publishWhenDue(long freeNanos) throws IOException, InterruptedException {
        long due = deliveries.nextDue();
        if (due == Agenda.NONE || !isDue(due)) {
            return freeNanos;
        }
        long number = deliveries.publish(due, freeNanos);
        if (number < 0) {
            return freeNanos;
        }
        PublicationFrame.fill(
                frame, number, deliveries.dueNanos(number), deliveries.writtenNanos(number));
        write();
        awaitAcknowledgement(number);
        return System.nanoTime();
    }

    /// Waits; false means that the agenda is to be looked at again.
    private boolean isDue(long due) {
        long wait = due - System.nanoTime();
        if (wait <= 0) {
            return true;
        }
        boolean spins = engine.pacing() == Pacing.HYBRID && engine.ownsItsCores();
        if (engine.pacing() == Pacing.SPIN || (spins && wait < SPIN_NANOS)) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(this, spins ? wait - SPIN_NANOS : wait);
        }
        return false;
    }

    private void write() throws IOException {
        frame.clear();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    private void awaitAcknowledgement(long number) throws IOException {
        acknowledgement.clear();
        while (acknowledgement.hasRemaining()) {
            if (channel.read(acknowledgement) < 0) {
                throw new EOFException("the server closed the publisher's connection");
            }
        }
        boolean right =
                acknowledgement.getInt(FrameLayout.LENGTH_OFFSET) == 0
                        && acknowledgement.get(FrameLayout.OPERATION_OFFSET)
                                == OperationKind.PUBLISH.code()
                        && acknowledgement.get(FrameLayout.FLAGS_OFFSET) == 1
                        && acknowledgement.getLong(FrameLayout.STAMP_OFFSET)
                                == frame.getLong(FrameLayout.STAMP_OFFSET);
        if (!right) {
            throw new WrongReplyException(
                    "publication %d was acknowledged with another frame".formatted(number));
        }
    }
}
