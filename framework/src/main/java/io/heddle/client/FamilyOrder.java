package io.heddle.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// Which family of addresses is tried first. The families take turns, one address each ([RFC 8305
/// §4](https://www.rfc-editor.org/rfc/rfc8305#section-4), with a First Address Family Count of 1);
/// within a family the order is the resolver's.
public enum FamilyOrder {
    /// IPv6, as the RFC has it. A resolver's own order does not tell: the JDK puts IPv4 first
    /// unless told otherwise.
    IPV6_FIRST,
    /// IPv4.
    IPV4_FIRST,
    /// The family of the first address that the resolver found.
    AS_FOUND;

    /// The addresses in the order in which they are tried, each once.
    List<InetAddress> order(List<InetAddress> found) {
        List<InetAddress> ordered = new ArrayList<>(found.size());
        Queue<InetAddress> mine = new ArrayDeque<>();
        Queue<InetAddress> others = new ArrayDeque<>();
        for (InetAddress address : found.stream().distinct().toList()) {
            (isPreferred(address, found.getFirst()) ? mine : others).add(address);
        }
        while (!mine.isEmpty() || !others.isEmpty()) {
            take(mine, ordered);
            take(others, ordered);
        }
        return ordered;
    }

    private boolean isPreferred(InetAddress address, InetAddress first) {
        return switch (this) {
            case IPV6_FIRST -> address instanceof Inet6Address;
            case IPV4_FIRST -> !(address instanceof Inet6Address);
            case AS_FOUND -> address.getClass() == first.getClass();
        };
    }

    private static void take(Queue<InetAddress> from, List<InetAddress> to) {
        InetAddress next = from.poll();
        if (next != null) {
            to.add(next);
        }
    }
}
