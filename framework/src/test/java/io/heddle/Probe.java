package io.heddle;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A handler for one connection that lets the test see it at work: its connection, its thread,
/// whether it waits, what it returned or threw.
public final class Probe<T> implements ConnectionHandler {

    public interface Body<T> {
        T run(Connection connection) throws Exception;
    }

    private final Body<T> body;
    private final CompletableFuture<Connection> connection = new CompletableFuture<>();
    private final CompletableFuture<Thread> thread = new CompletableFuture<>();
    private final CompletableFuture<T> result = new CompletableFuture<>();

    private Probe(Body<T> body) {
        this.body = body;
    }

    static <T> Probe<T> of(Body<T> body) {
        return new Probe<>(body);
    }

    /// A handler of which only the failure is of interest.
    static Probe<Void> doing(ConnectionHandler body) {
        return new Probe<>(connection -> {
            body.handle(connection);
            return null;
        });
    }

    @Override
    public void handle(Connection served) throws Exception {
        thread.complete(Thread.currentThread());
        connection.complete(served);
        try {
            result.complete(body.run(served));
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
            throw failure;
        }
    }

    Connection connection() {
        return soon(connection);
    }

    Thread thread() {
        return soon(thread);
    }

    /// Blocks until the handler waits for something.
    Probe<T> awaitWaiting() {
        awaitWaiting(thread());
        return this;
    }

    public static void awaitWaiting(Thread thread) {
        Eventually.eventually()
                .until(() ->
                        thread.getState() == Thread.State.WAITING
                                || thread.getState() == Thread.State.TIMED_WAITING);
    }

    /// Blocks until so many bytes were read from the socket and the handler waits for more.
    Probe<T> awaitWaitingAfter(long bytesIn) {
        Eventually.eventually().until(() -> connection().bytesIn() == bytesIn);
        return awaitWaiting();
    }

    /// Whether the handler has returned or failed.
    boolean isDone() {
        return result.isDone();
    }

    /// What it returned; fails if it failed.
    T result() {
        return soon(result);
    }

    <E extends Throwable> E failure(Class<E> type) {
        try {
            T value = result.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return fail("expected " + type.getSimpleName() + ", got the result " + value);
        } catch (ExecutionException e) {
            return assertInstanceOf(type, e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            return fail("the handler never ended", e);
        }
    }

    private static <V> V soon(CompletableFuture<V> future) {
        try {
            return future.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return fail("the handler failed", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            return fail("not within " + Eventually.PATIENCE, e);
        }
    }
}
