package io.heddle.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The open descriptors of this process that are not files: sockets, pipes, selectors. None where
/// the system has no `/proc`.
///
/// @param byName how many descriptors there are of `socket:[4711]`, `anon_inode:[eventpoll]`
record OpenDescriptors(Map<String, Integer> byName) {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final List<String> TABLES = List.of("tcp", "tcp6", "udp", "udp6", "unix");

    /// The socket at which the JVM listens once an agent or a tool has attached.
    private static final String ATTACH = "/.java_pid";

    static OpenDescriptors now() {
        Map<String, Integer> open = new TreeMap<>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return new OpenDescriptors(open);
        }
        try (var all = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : all) {
                String name = nameOf(descriptor);
                if (!name.startsWith("/")) {
                    open.merge(name, 1, Integer::sum);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new IllegalStateException("cannot list " + DESCRIPTORS, e);
        }
        return new OpenDescriptors(open);
    }

    private static String nameOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "/";
        }
    }

    /// What is open beyond the known ones.
    OpenDescriptors without(OpenDescriptors known) {
        Map<String, Integer> rest = new TreeMap<>();
        byName.forEach((name, count) -> {
            int more = count - known.byName.getOrDefault(name, 0);
            if (more > 0) {
                rest.put(name, more);
            }
        });
        return new OpenDescriptors(rest);
    }

    /// What is open of both.
    OpenDescriptors and(OpenDescriptors others) {
        Map<String, Integer> all = new TreeMap<>(byName);
        others.byName.forEach((name, count) -> all.merge(name, count, Integer::sum));
        return new OpenDescriptors(all);
    }

    /// One line for each name, with what the kernel knows of it; without the JVM's own.
    List<String> print() {
        List<String> lines = new ArrayList<>();
        byName.forEach((name, count) -> {
            String socket = name.startsWith("socket:[") ? socket(name) : "";
            if (!socket.contains(ATTACH)) {
                lines.add(
                        (count == 1 ? "" : count + " times ")
                                + name
                                + (socket.isEmpty() ? "" : " " + socket)
                                + " is open");
            }
        });
        return lines;
    }

    /// The row of the kernel's tables that has the inode in `socket:[inode]`.
    private static String socket(String name) {
        String inode = name.substring("socket:[".length(), name.length() - 1);
        for (String table : TABLES) {
            Path file = Path.of("/proc/self/net", table);
            try (var rows = Files.lines(file)) {
                var row = rows.map(String::strip).filter(line -> hasWord(line, inode)).findFirst();
                if (row.isPresent()) {
                    return table + " " + (table.equals("unix") ? row.get() : endpoints(row.get()));
                }
            } catch (IOException | UncheckedIOException unreadable) {
                // then it is known by its inode only
            }
        }
        return "";
    }

    private static boolean hasWord(String line, String word) {
        return List.of(line.split("\\s+", -1)).contains(word);
    }

    /// Local port, peer's port and state of a row whose addresses are in hexadecimal.
    private static String endpoints(String row) {
        String[] words = row.split("\\s+", -1);
        return "port %d to port %d, state %s".formatted(port(words[1]), port(words[2]), words[3]);
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }
}
