package io.heddle.loadtest.client.fanout;

import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.wire.FrameLayout;
import io.heddle.loadtest.wire.OperationKind;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// One connection that gets deliveries. Belongs to the thread of its loop once that runs.
final class Subscriber {
    private static final byte[] NOTHING = {};

    private final int index;
    private final SocketChannel channel;
    private final PublicationFrame frame;
    private byte[] partial = NOTHING; // the beginning of a delivery
    private int partialBytes;

    private Subscriber(int index, SocketChannel channel, PublicationFrame frame) {
        this.index = index;
        this.channel = channel;
        this.frame = frame;
    }

    /// Connects and subscribes, blocking until the server has confirmed that.
    static Subscriber open(int index, LoadSpec spec, PublicationFrame frame) throws IOException {
        var channel = connect(spec);
        try {
            subscribe(channel, index);
            channel.socket().setSoTimeout(0);
            channel.configureBlocking(false);
            return new Subscriber(index, channel, frame);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// A blocking connection whose reads end with the load's timeout.
    static SocketChannel connect(LoadSpec spec) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket()
                    .connect(spec.endpoint().address(), millis(spec.limits().connect().toMillis()));
            channel.socket().setSoTimeout(millis(spec.limits().timeout().toMillis()));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static int millis(long millis) {
        return Math.clamp(millis, 1, Integer.MAX_VALUE);
    }

    private static void subscribe(SocketChannel channel, int index) throws IOException {
        var request = ByteBuffer.allocate(FrameLayout.HEADER_BYTES);
        request.put(FrameLayout.OPERATION_OFFSET, (byte) OperationKind.SUBSCRIBE.code());
        request.putLong(FrameLayout.STAMP_OFFSET, index + 1L);
        while (request.hasRemaining()) {
            channel.write(request);
        }
        // Through the stream, because only that heeds the timeout.
        var reply = channel.socket().getInputStream().readNBytes(FrameLayout.HEADER_BYTES);
        if (reply.length < FrameLayout.HEADER_BYTES) {
            throw new EOFException("the server closed a connection instead of confirming it");
        }
        if (!request.flip().equals(ByteBuffer.wrap(reply))) {
            throw new WrongReplyException(
                    "subscriber %d: the confirmation differs from what was asked".formatted(index));
        }
    }

    SocketChannel channel() {
        return channel;
    }

    /// Reads what has come, and checks it.
    ///
    /// @param input holds a delivery or more; its content does not matter
    void read(ByteBuffer input, Deliveries deliveries) throws IOException {
        input.clear().put(partial, 0, partialBytes);
        int count = channel.read(input);
        if (count < 0) {
            throw new EOFException("the server closed the connection of subscriber " + index);
        }
        long now = System.nanoTime();
        input.flip();
        try {
            while (input.remaining() >= FrameLayout.HEADER_BYTES && take(input, deliveries, now)) {}
        } catch (WrongReplyException e) {
            throw new WrongReplyException("subscriber %d: %s".formatted(index, e.getMessage()));
        }
        partialBytes = input.remaining();
        if (partialBytes > partial.length) {
            partial = new byte[frame.bytes()];
        }
        input.get(partial, 0, partialBytes);
    }

    private boolean take(ByteBuffer input, Deliveries deliveries, long nowNanos)
            throws WrongReplyException {
        long number = deliveries.expected(index);
        if (number < 0) {
            throw new WrongReplyException("a delivery of what nobody has published");
        }
        int at = input.position();
        frame.checkHeader(input, at, number);
        if (input.remaining() < frame.bytes()) {
            return false;
        }
        frame.checkRest(
                input, at, number, deliveries.dueNanos(number), deliveries.writtenNanos(number));
        input.position(at + frame.bytes());
        deliveries.delivered(index, nowNanos, frame.bytes());
        return true;
    }
}
