package io.heddle.loadtest.kernel;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The kernel's counters of TCP, of the whole network namespace. What it does not tell is null.
///
/// @param listenOverflows connections dropped because an accept queue was full, so far
/// @param listenDrops connections dropped by listeners for whatever reason, so far
/// @param retransmits segments sent again so far
/// @param timeWait sockets in TIME_WAIT now
/// @param memoryPages of socket buffers now
public record NetworkCounters(
        @Nullable Long listenOverflows,
        @Nullable Long listenDrops,
        @Nullable Long retransmits,
        @Nullable Long timeWait,
        @Nullable Long memoryPages) {

    /// Reads them now.
    public static NetworkCounters read(KernelFiles files) {
        var extended = files.text("proc/net/netstat").orElse("");
        var basic = files.text("proc/net/snmp").orElse("");
        var sockets = files.text("proc/net/sockstat").orElse("");
        return new NetworkCounters(
                inTable(extended, "TcpExt:", "ListenOverflows"),
                inTable(extended, "TcpExt:", "ListenDrops"),
                inTable(basic, "Tcp:", "RetransSegs"),
                afterWord(sockets, "TCP:", "tw"),
                afterWord(sockets, "TCP:", "mem"));
    }

    /// A value of the tables of two lines, names above values.
    static @Nullable Long inTable(String text, String table, String name) {
        var rows =
                text.lines()
                        .filter(line -> line.startsWith(table))
                        .map(line -> List.of(line.strip().split("\\s+", -1)))
                        .toList();
        if (rows.size() < 2) {
            return null;
        }
        int column = rows.get(0).indexOf(name);
        var values = rows.get(1);
        return column > 0 && column < values.size() ? Long.valueOf(values.get(column)) : null;
    }

    /// A value of a line of words and numbers in turn.
    static @Nullable Long afterWord(String text, String label, String word) {
        Optional<List<String>> words =
                text.lines()
                        .filter(line -> line.startsWith(label))
                        .map(line -> List.of(line.strip().split("\\s+", -1)))
                        .findFirst();
        if (words.isEmpty()) {
            return null;
        }
        int at = words.get().indexOf(word) + 1;
        return at > 0 && at < words.get().size() ? Long.valueOf(words.get().get(at)) : null;
    }
}
