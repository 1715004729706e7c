package io.heddle.icmp;

import io.heddle.IcmpException;
import io.heddle.icmp.IcmpPacket.Problem;
import io.heddle.icmp.IcmpPacket.Quote;
import io.heddle.icmp.IcmpPacket.Reply;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The echo requests that somebody waits for, by their sequence numbers. An answer belongs to a
/// request if it has its identifier, its number, its address and its token, which nobody can guess.
final class Requests {

    private static final int NUMBERS = 0x10000;

    private final ConcurrentMap<Integer, Request> bySequence = new ConcurrentHashMap<>();
    private final AtomicInteger latest = new AtomicInteger();
    private final SecureRandom tokens = new SecureRandom();

    /// Adds one under the next number that is free. Their count must be bounded.
    Request add(IcmpSocket socket, InetAddress target) {
        while (true) {
            int sequence = latest.updateAndGet(number -> number % (NUMBERS - 1) + 1);
            var request = new Request(socket, target, sequence, tokens.nextLong());
            if (bySequence.putIfAbsent(sequence, request) == null) {
                return request;
            }
        }
    }

    void remove(Request request) {
        bySequence.remove(request.sequence(), request);
    }

    int size() {
        return bySequence.size();
    }

    /// Tells the request that a reply belongs to.
    ///
    /// @param nanos when it came
    /// @return false if it belongs to none
    boolean reply(IcmpSocket socket, InetAddress from, Reply reply, long nanos) {
        Request request = bySequence.get(reply.sequence());
        if (request == null || !request.isMeant(socket, reply.identifier(), reply.token(), from)) {
            return false;
        }
        request.complete(
                new EchoReply(
                        request.target(),
                        reply.sequence(),
                        reply.bytes(),
                        reply.ttl(),
                        Duration.ofNanos(nanos - request.sentNanos())));
        return true;
    }

    /// Tells the request that an error belongs to.
    ///
    /// @return false if it belongs to none
    boolean problem(IcmpSocket socket, InetAddress from, Problem problem) {
        Quote quoted = problem.quoted();
        Request request = bySequence.get(quoted.sequence());
        InetAddress target = quoted.target();
        Long token = quoted.hasToken() ? quoted.token() : null;
        if (request == null
                || target == null
                || !request.isMeant(socket, quoted.identifier(), token, target)) {
            return false;
        }
        request.complete(
                new IcmpError(
                        request.target(),
                        quoted.sequence(),
                        from,
                        problem.kind(),
                        problem.type(),
                        problem.code()));
        return true;
    }

    /// Ends all waits.
    void fail(IcmpException failure) {
        bySequence.values().forEach(request -> request.fail(failure));
    }
}
