package io.heddle.client;

import static java.util.stream.Collectors.toList;

import io.heddle.LookupFailedException;
import io.heddle.LookupFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// Knows the hosts that a test tells it. It can be stuck at some, as a name server that does not
/// answer: no interrupt ends that.
final class FakeResolver implements Resolver, AutoCloseable {

    private final Map<String, List<InetAddress>> known = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> stuck = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    FakeResolver with(String host, String... addresses) {
        known.put(host, Stream.of(addresses).map(InetAddress::ofLiteral).collect(toList()));
        return this;
    }

    FakeResolver without(String host) {
        known.remove(host);
        return this;
    }

    FakeResolver stuckAt(String... hosts) {
        for (String host : hosts) {
            stuck.put(host, new CountDownLatch(1));
        }
        return this;
    }

    void release(String host) {
        stuck.remove(host).countDown();
    }

    /// All names that it was asked for, in their order.
    List<String> asked() {
        return List.copyOf(asked);
    }

    List<Thread> threads() {
        return List.copyOf(threads);
    }

    @Override
    public List<InetAddress> resolve(String host) throws IOException {
        asked.add(host);
        threads.add(Thread.currentThread());
        CountDownLatch gate = stuck.get(host);
        while (gate != null && gate.getCount() > 0) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                // as native code
            }
        }
        List<InetAddress> addresses = known.get(host);
        if (addresses == null) {
            throw new LookupFailedException(host, LookupFailure.NOT_FOUND, "no such host", null);
        }
        return addresses;
    }

    /// Lets go of all threads.
    @Override
    public void close() {
        stuck.values().forEach(CountDownLatch::countDown);
    }
}
