package io.heddle.http.sse;

import io.heddle.Connection;
import io.heddle.Timeouts;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A stream of events to one peer, the answer to one request ([WHATWG HTML
/// §9.2](https://html.spec.whatwg.org/multipage/server-sent-events.html)).
///
/// ```java
/// return EventStream.respond(request, stream -> {
///     for (String news = stream.await(queue); news != null; news = stream.await(queue)) {
///         stream.send(news);
///     }
/// });
/// ```
///
/// Any thread may send while the writer runs; events stay whole, and senders take turns as they
/// come. A call that sends waits while the peer does not read.
///
/// While the writer waits by [#await] or [#pause], a comment goes to the peer wherever nothing else
/// went for a heartbeat's time. So who stands between does not take the connection for dead, and a
/// peer that has gone is found: the call throws, at the second heartbeat after it left at the
/// latest.
///
/// When the server stops, the stream is to end: the waits return at once, with null or false, and
/// the peer sees an end in good order when the writer has returned. A call that sends goes on: a
/// peer that is slow, and reads, gets its event. One that does not read holds the call up until the
/// write timeout, and until the stop's farewell at most, when the call throws
/// [DrainingException][io.heddle.DrainingException] and the stream is cut off.
public final class EventStream {

    /// How long nothing is sent before a heartbeat is, unless another time was given.
    public static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final byte[] COMMENT = {':', '\n', '\n'};

    private final Request request;
    private final OutputStream output;
    private final long heartbeatNanos;
    private final ReentrantLock order = new ReentrantLock(true); // of senders; held while they wait
    private final Waiter waiter = new Waiter();
    private final CountDownLatch ending = new CountDownLatch(1);

    private volatile long latest = System.nanoTime(); // when something was sent; under order
    private boolean over; // guarded by order
    private volatile @Nullable IOException failure; // of the first send that failed; under order

    private EventStream(Request request, OutputStream output, Duration heartbeat) {
        this.request = request;
        this.output = output;
        this.heartbeatNanos =
                heartbeat.equals(Timeouts.NEVER) ? Long.MAX_VALUE : heartbeat.toNanos();
    }

    /// An answer of events: `text/event-stream`, which nobody is to store.
    public static Response respond(Request request, EventWriter writer) {
        return respond(request, HEARTBEAT, writer);
    }

    /// The same with another time between heartbeats.
    ///
    /// @param heartbeat 10 ms to 90 days, or [Timeouts#NEVER]
    /// @throws IllegalArgumentException if the time is out of its range
    public static Response respond(Request request, Duration heartbeat, EventWriter writer) {
        Timeouts.checkLimit("heartbeat", heartbeat);
        return Response.stream(
                        "text/event-stream",
                        output -> new EventStream(request, output, heartbeat).run(writer))
                .withField("Cache-Control", "no-store");
    }

    private void run(EventWriter writer) throws IOException {
        Connection connection = request.connection();
        OpenStreams open = OpenStreams.of(connection);
        output.flush(); // the peer knows that it is there before the first event
        open.add(this, connection);
        try {
            writer.writeTo(this);
        } catch (IOException | RuntimeException known) {
            throw known;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in a wait for events");
        } catch (Exception e) {
            throw new IOException("the writer of " + this + " failed", e);
        } finally {
            open.remove(this);
            finish();
        }
        throwIfFailed(); // half an event must not look like the end of a stream
    }

    private void finish() {
        end();
        order.lock();
        try {
            over = true;
        } finally {
            order.unlock();
        }
    }

    /// The request that it answers.
    public Request request() {
        return request;
    }

    /// The id of the last event that the peer had before it lost its connection, as it says; null
    /// if it says none. Text that a peer has made up.
    public @Nullable String lastEventId() {
        String value = request.field("Last-Event-ID");
        return value == null
                ? null
                : new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /// Whether events are still welcome: false from when the server begins to stop, when the peer
    /// is known to have gone, and when the writer has returned.
    public boolean isOpen() {
        return !isEnding() && !request.connection().isPeerGone();
    }

    private boolean isEnding() {
        return ending.getCount() == 0;
    }

    /// Has the writer end, by whichever wait it is in. Any thread; does not block.
    void end() {
        ending.countDown();
        waiter.end();
    }

    /// Sends an event of data alone.
    ///
    /// @throws IOException as the other one does
    public void send(String data) throws IOException {
        send(ServerSentEvent.of(data));
    }

    /// Sends an event; it is on its way when this returns.
    ///
    /// @throws IOException if the stream has ended, the peer has gone or does not read, or a wait
    ///   for it was ended: part of the event may have been sent, so the stream ends with it
    public void send(ServerSentEvent event) throws IOException {
        byte[] bytes = event.bytes();
        order.lock();
        try {
            write(bytes);
        } finally {
            order.unlock();
        }
    }

    private void write(byte[] bytes) throws IOException {
        throwIfFailed();
        if (over) {
            throw new IOException("the event stream of " + request + " has ended");
        }
        try {
            output.write(bytes);
            output.flush();
            latest = System.nanoTime();
        } catch (IOException e) {
            failure = e;
            end();
            throw e;
        }
    }

    private void throwIfFailed() throws IOException {
        IOException known = failure;
        if (known != null) {
            throw known;
        }
    }

    /// Waits for something to send. One thread at a time.
    ///
    /// @return the next element of the queue; null when the stream is to end, whatever the queue
    ///   still holds
    /// @throws IOException if the peer has gone
    public <T> @Nullable T await(BlockingQueue<? extends T> queue)
            throws IOException, InterruptedException {
        while (!isEnding()) {
            T element = poll(queue, untilHeartbeat());
            if (element != null) {
                return element;
            }
            beat();
        }
        throwIfFailed();
        return null;
    }

    private <T> @Nullable T poll(BlockingQueue<? extends T> queue, long nanos)
            throws InterruptedException {
        if (!waiter.enter()) {
            return null;
        }
        try {
            return queue.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            if (waiter.leave()) {
                return null;
            }
            throw e;
        } finally {
            waiter.leave();
        }
    }

    /// Lets some time pass.
    ///
    /// @param time how long; returns at once if it is not positive
    /// @return whether it has passed; false when the stream is to end
    /// @throws IOException if the peer has gone
    public boolean pause(Duration time) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long left = time.toNanos();
        while (left > 0 && !ending.await(Math.min(left, untilHeartbeat()), TimeUnit.NANOSECONDS)) {
            beat();
            left = time.toNanos() - (System.nanoTime() - begin);
        }
        throwIfFailed();
        return !isEnding();
    }

    private long untilHeartbeat() {
        return heartbeatNanos == Long.MAX_VALUE
                ? heartbeatNanos
                : Math.max(0, heartbeatNanos - (System.nanoTime() - latest));
    }

    /// Sends a comment if nothing was sent for long.
    private void beat() throws IOException, InterruptedException {
        if (isEnding() || untilHeartbeat() > 0) {
            return;
        }
        order.lockInterruptibly();
        try {
            if (untilHeartbeat() == 0) { // who was before may have sent something
                write(COMMENT);
            }
        } finally {
            order.unlock();
        }
    }

    /// Whose it is.
    @Override
    public String toString() {
        return "event stream of " + request;
    }
}
