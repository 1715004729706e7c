package io.heddle.icmp;

import io.heddle.IcmpException;
import java.net.InetAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// An echo request whose outcome somebody waits for.
final class Request {

    private final IcmpSocket socket;
    private final InetAddress target;
    private final int sequence;
    private final long token;
    private final CompletableFuture<PingOutcome> outcome = new CompletableFuture<>();
    private volatile long sentNanos; // written by the one who waits

    Request(IcmpSocket socket, InetAddress target, int sequence, long token) {
        this.socket = socket;
        this.target = target;
        this.sequence = sequence;
        this.token = token;
    }

    InetAddress target() {
        return target;
    }

    int sequence() {
        return sequence;
    }

    byte[] write(int payload) {
        return EchoMessages.request(
                socket.version(), socket.identifier(), sequence, token, payload);
    }

    void isSentNow() {
        sentNanos = System.nanoTime();
    }

    long sentNanos() {
        return sentNanos;
    }

    /// Whether a message that came by a socket, from an address or about one, is about this.
    ///
    /// @param token null if the message is too short to have it
    boolean isMeant(IcmpSocket socket, int identifier, @Nullable Long token, InetAddress address) {
        return this.socket == socket
                && socket.identifier() == identifier
                && (token == null || token == this.token)
                && target.equals(address);
    }

    void complete(PingOutcome outcome) {
        this.outcome.complete(outcome);
    }

    void fail(IcmpException failure) {
        outcome.completeExceptionally(failure);
    }

    /// Waits.
    ///
    /// @return null if nothing came
    @Nullable PingOutcome await(long nanos) throws IcmpException, InterruptedException {
        try {
            return outcome.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException over) {
            return null;
        } catch (ExecutionException failed) {
            throw new IcmpException(
                    String.valueOf(Objects.requireNonNull(failed.getCause()).getMessage()),
                    failed.getCause());
        }
    }
}
