package io.heddle.loadtest.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// One connection of the load: sends a request, checks its echo, and sends the next while its
/// budget lasts.
///
/// Used by its loop's thread alone.
final class EchoConnection {
    private final LoadLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final long id;

    private long budget;
    private long sequence;
    private long sequenceAtSample;
    private long startedNanos;
    private int sent;
    private int received;
    private boolean waitsForReply;
    private boolean waitsToWrite;

    EchoConnection(LoadLoop loop, SocketChannel channel, SelectionKey key, long id) {
        this.loop = loop;
        this.channel = channel;
        this.key = key;
        this.id = id;
    }

    /// Allows this many more requests and sends the first unless one is under way.
    void allow(long requests) throws IOException {
        budget = requests;
        if (!waitsForReply && budget > 0) {
            loop.becameBusy();
            sendNext(System.nanoTime());
        }
    }

    void onReady() throws IOException {
        int ready = key.readyOps();
        if ((ready & SelectionKey.OP_WRITE) != 0) {
            writeRest();
        }
        if ((ready & SelectionKey.OP_READ) != 0) {
            receive();
        }
    }

    private void sendNext(long nowNanos) throws IOException {
        budget--;
        startedNanos = nowNanos;
        sent = 0;
        received = 0;
        waitsForReply = true;
        writeRest();
    }

    private void writeRest() throws IOException {
        sent += channel.write(loop.message().toWrite(id, sequence, sent));
        boolean unfinished = sent < loop.message().size();
        if (unfinished != waitsToWrite) {
            waitsToWrite = unfinished;
            key.interestOps(
                    unfinished
                            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                            : SelectionKey.OP_READ);
        }
    }

    private void receive() throws IOException {
        ByteBuffer reply = loop.replyBuffer().clear();
        int count = channel.read(reply);
        if (count < 0) {
            throw new EOFException(this + " was closed by the server");
        }
        boolean complete = received + count == loop.message().size();
        long nowNanos = complete ? System.nanoTime() : 0;
        check(reply.flip());
        received += count;
        if (complete) {
            completed(nowNanos);
        }
    }

    private void check(ByteBuffer reply) throws WrongReplyException {
        int arrived = reply.remaining();
        if (arrived == 0) {
            return;
        }
        if (!waitsForReply) {
            throw new WrongReplyException(
                    "%s got %,d bytes that it had not asked for".formatted(this, arrived));
        }
        if (received + arrived > sent) {
            throw new WrongReplyException(
                    "%s got %,d bytes back, but had sent %,d"
                            .formatted(this, received + arrived, sent));
        }
        if (!loop.message().continues(id, sequence, received, reply)) {
            throw new WrongReplyException(
                    "%s got wrong bytes in reply %,d, within bytes %,d to %,d"
                            .formatted(this, sequence, received, received + arrived));
        }
    }

    private void completed(long nowNanos) throws IOException {
        loop.replied(nowNanos - startedNanos);
        sequence++;
        if (budget > 0) {
            // The same instant ends this request and starts the next: one clock reading per
            // request.
            sendNext(nowNanos);
        } else {
            waitsForReply = false;
            loop.becameQuiet();
        }
    }

    /// The replies since the last call.
    long takeReplies() {
        long replies = sequence - sequenceAtSample;
        sequenceAtSample = sequence;
        return replies;
    }

    /// Closes at once; with `reset`, without leaving a trace in TIME_WAIT.
    void close(boolean reset) throws IOException {
        if (reset) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        channel.close();
    }

    @Override
    public String toString() {
        return "connection " + id;
    }
}
