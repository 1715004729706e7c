package io.heddle.loadtest.process;

import io.heddle.loadtest.process.ServerChoice.OfCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Commands of servers that are not ours, as typed after `exec:`.
final class Commands {
    private static final Pattern SYNTAX =
            Pattern.compile("exec(?:@(\\d{1,9}))?:(.*)", Pattern.DOTALL);
    private static final Pattern WORD =
            Pattern.compile("((?:[^\\s\"']++|\"[^\"]*+\"|'[^']*+')++)(?:\\s+|$)");
    private static final int LARGEST_PORT = 65_535;

    private Commands() {}

    /// @throws IllegalArgumentException if it is no such command
    static OfCommand parse(String text) {
        var match = SYNTAX.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not exec:CMD or exec@PORT:CMD".formatted(text));
        }
        var words = words(match.group(2).strip());
        boolean told = words.stream().anyMatch(word -> word.contains(ServerChoice.PORT));
        if (match.group(1) == null) {
            if (!told) {
                throw new IllegalArgumentException(
                        "'%s' needs %s where the command takes its port, or exec@PORT:CMD"
                                .formatted(text, ServerChoice.PORT));
            }
            return new OfCommand(text, words, OptionalInt.empty());
        }
        int port = Integer.parseInt(match.group(1));
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException(
                    "the port in '%s' must be between 1 and %d, was %d"
                            .formatted(text, LARGEST_PORT, port));
        }
        return new OfCommand(text, words, OptionalInt.of(port));
    }

    private static List<String> words(String command) {
        var words = new ArrayList<String>();
        var matcher = WORD.matcher(command);
        while (matcher.lookingAt()) {
            words.add(matcher.group(1).replaceAll("[\"']", ""));
            matcher.region(matcher.end(), command.length());
        }
        if (words.isEmpty() || matcher.regionStart() < command.length()) {
            throw new IllegalArgumentException(
                    "the command '%s' is empty or has an open quote".formatted(command));
        }
        return words;
    }

    /// The words with the port in its place.
    static List<String> withPort(List<String> words, int port) {
        return words.stream()
                .map(word -> word.replace(ServerChoice.PORT, String.valueOf(port)))
                .toList();
    }
}
