package io.heddle.loadtest.doctor;

import io.heddle.loadtest.result.Light;
import java.util.List;
import java.util.Locale;

/// Descriptors, ports and accept queues.
final class NetworkFindings {
    /// Crowds of ten thousand need so many in each process, with some to spare.
    private static final long DESCRIPTORS_FOR_ALL = 20_000;

    /// Below this even the usual scenarios do not run.
    private static final long DESCRIPTORS_FOR_MOST = 10_500;

    private static final int ENOUGH_PORTS = 20_000;
    private static final int BACKLOG = 4096;
    private static final double MOST_WAITING_SHARE = 0.2;

    private NetworkFindings() {}

    static List<Finding> of(Vitals vitals) {
        return List.of(descriptors(vitals), ports(vitals), timeWait(vitals), backlog(vitals));
    }

    private static Finding descriptors(Vitals vitals) {
        var id = "open-files";
        var title = "open files";
        var why =
                "crowds of 10,000 connections need as many descriptors in client and server each;"
                        + " scenarios that need more than there are get skipped";
        var limit = vitals.descriptors();
        if (limit == null) {
            return Finding.unknown(id, title, why);
        }
        // The JVM raises its soft limit by itself.
        long most = limit.hard();
        return Finding.of(
                most >= DESCRIPTORS_FOR_ALL,
                most >= DESCRIPTORS_FOR_MOST ? Light.AMBER : Light.RED,
                id,
                title,
                most == Long.MAX_VALUE ? "unlimited" : String.format(Locale.ROOT, "%,d", most),
                why,
                "ulimit -Hn 65536 && ulimit -n 65536  (as root, or raise nofile in"
                        + " /etc/security/limits.conf)");
    }

    private static Finding ports(Vitals vitals) {
        var id = "ports";
        var title = "ephemeral ports";
        var why = "each connection to one destination needs a port of its own";
        var range = vitals.ports();
        return range == null
                ? Finding.unknown(id, title, why)
                : Finding.of(
                        range.size() >= ENOUGH_PORTS,
                        Light.AMBER,
                        id,
                        title,
                        String.format(
                                Locale.ROOT,
                                "%,d (%d to %d)",
                                range.size(),
                                range.first(),
                                range.last()),
                        why,
                        "sysctl -w net.ipv4.ip_local_port_range='10240 65000'");
    }

    private static Finding timeWait(Vitals vitals) {
        var id = "time-wait";
        var title = "sockets in TIME_WAIT";
        var why = "they occupy ports for a minute; churn runs out of ports sooner";
        var waiting = vitals.timeWait();
        if (waiting == null) {
            return Finding.unknown(id, title, why);
        }
        var range = vitals.ports();
        int ports = range == null ? ENOUGH_PORTS : range.size();
        return Finding.of(
                waiting <= MOST_WAITING_SHARE * ports,
                Light.AMBER,
                id,
                title,
                String.format(Locale.ROOT, "%,d", waiting),
                why,
                "wait a minute; they vanish by themselves");
    }

    private static Finding backlog(Vitals vitals) {
        var id = "backlog";
        var title = "accept queue";
        var why =
                "servers are told a backlog of 4,096; a shorter queue drops connections of a herd,"
                        + " which come again a second later";
        var longest = vitals.somaxconn();
        if (longest == null) {
            return Finding.unknown(id, title, why);
        }
        return Finding.of(
                longest >= BACKLOG,
                Light.AMBER,
                id,
                title,
                String.format(Locale.ROOT, "at most %,d", longest),
                why,
                "sysctl -w net.core.somaxconn=" + BACKLOG);
    }
}
