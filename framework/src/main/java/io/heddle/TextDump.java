package io.heddle;

import static io.heddle.internal.text.Quantities.bytes;
import static io.heddle.internal.text.Quantities.count;
import static io.heddle.internal.text.Quantities.duration;

import io.heddle.internal.text.LogText;
import io.heddle.internal.text.TextTable;
import io.heddle.internal.text.TextTable.Cell;
import io.heddle.internal.text.TextTree;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server's snapshot as a tree for people: server, listeners, connections, tasks.
final class TextDump {

    private static final int MOST_CHARACTERS = 200; // of a name

    private TextDump() {}

    static String of(ServerSnapshot server) {
        var tree =
                new TextTree(
                        "server %s: %s, %s, age %s, %s, in %s, out %s"
                                .formatted(
                                        readable(server.name()),
                                        server.state(),
                                        server.isReady() ? "ready" : "not ready",
                                        duration(server.age()),
                                        connections(
                                                server.connections(),
                                                server.limits().maxConnections()),
                                        bytes(server.bytesIn()),
                                        bytes(server.bytesOut())));
        tree.add("limits: " + limits(server.limits()));
        server.listeners().forEach(listener -> add(tree, listener));
        return tree.toString();
    }

    private static String connections(int open, int most) {
        String connections = count(open) + (open == 1 ? " connection" : " connections");
        return most == Limits.UNLIMITED ? connections : connections + " of " + count(most);
    }

    private static String limits(Limits limits) {
        AddressLimits addresses = limits.addresses();
        var text = new StringBuilder("at most ").append(most(limits.maxConnections()));
        if (limits.reserved() > 0) {
            text.append(" (").append(count(limits.reserved())).append(" reserved)");
        }
        text.append(", then ").append(atLimit(limits.atLimit()));
        if (addresses.perAddress() != Limits.UNLIMITED) {
            text.append(", per address ").append(count(addresses.perAddress()));
        }
        if (addresses.perNetwork() != Limits.UNLIMITED) {
            text.append(", per network ").append(count(addresses.perNetwork()));
        }
        if (!addresses.rate().isUnlimited()) {
            text.append(", per address ").append(rate(addresses.rate()));
        }
        return text.toString();
    }

    private static String most(int limit) {
        return limit == Limits.UNLIMITED ? "any number of connections" : count(limit);
    }

    private static String atLimit(AtLimit atLimit) {
        return switch (atLimit) {
            case AtLimit.Hold _ -> "HOLD";
            case AtLimit.Queue queue ->
                    "QUEUE " + count(queue.length()) + " for " + duration(queue.timeout());
            case AtLimit.Reject _ -> "REJECT";
        };
    }

    private static String rate(AcceptRate rate) {
        return count(rate.count()) + " in " + duration(rate.per());
    }

    private static void add(TextTree server, ListenerSnapshot listener) {
        ListenerLimits limits = listener.limits();
        AtLimit atLimit = limits.atLimit();
        var line = new StringBuilder("listener ").append(readable(listener.name()));
        line.append(" on ").append(Addresses.print(listener.address())).append(": ");
        line.append(listener.state()).append(", ");
        line.append(connections(listener.connections(), limits.maxConnections()));
        line.append(", ").append(count(listener.queued())).append(" queued");
        if (atLimit != null) {
            line.append(", at the limit ").append(atLimit(atLimit));
        }
        if (!limits.rate().isUnlimited()) {
            line.append(", ").append(rate(limits.rate()));
        }
        if (limits.exempt()) {
            line.append(", exempt");
        }
        TextTree node = server.add(line.toString());
        List<ConnectionSnapshot> listed = listener.listed();
        var table = new TextTable();
        listed.forEach(connection -> table.row(cells(connection)));
        List<TextTree> lines = node.add(table);
        for (int i = 0; i < listed.size(); i++) {
            add(lines.get(i), listed.get(i).tasks());
        }
        int more = listener.connections() - listed.size();
        if (more > 0) {
            String text =
                    listed.isEmpty()
                            ? count(more) + " not listed"
                            : "… and " + count(more) + " more";
            node.add(text);
        }
    }

    private static Cell[] cells(ConnectionSnapshot connection) {
        return new Cell[] {
            Cell.text("connection-" + connection.id()),
            Cell.text(Addresses.print(connection.peer())),
            Cell.text(connection.phase().name()),
            Cell.number("age", duration(connection.age())),
            Cell.number("idle", connection.idle().isZero() ? "-" : duration(connection.idle())),
            Cell.number("in", bytes(connection.bytesIn())),
            Cell.number("out", bytes(connection.bytesOut())),
            Cell.text(limit(connection.limit(), connection.limitIn())),
            Cell.text(at(connection.at()))
        };
    }

    private static String limit(@Nullable String limit, @Nullable Duration in) {
        if (limit == null || in == null) {
            return "";
        }
        return in.isNegative()
                ? limit + " limit over for " + duration(in.negated())
                : limit + " limit in " + duration(in);
    }

    private static String at(String frame) {
        return frame.isEmpty() ? "" : "at " + readable(frame);
    }

    private static void add(TextTree connection, List<TaskSnapshot> tasks) {
        var table = new TextTable();
        for (TaskSnapshot task : tasks) {
            table.row(
                    Cell.text(readable(task.name())),
                    Cell.text(task.state().name()),
                    Cell.text(at(task.at())));
        }
        connection.add(table);
    }

    /// What users named, in one line that shows all that is in it.
    private static String readable(String text) {
        return LogText.escape(text, MOST_CHARACTERS);
    }
}
