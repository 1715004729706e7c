package io.heddle.loadtest.report.live;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// Where the standard error goes.
public interface Terminal {
    /// The width where none can be found.
    int DEFAULT_WIDTH = 80;

    /// Whether it is a terminal whose cursor can be moved.
    boolean isTerminal();

    /// Its columns now, at least 20; may take some milliseconds.
    int width();

    /// The one of this process.
    static Terminal ofStandardError(Map<String, String> environment) {
        boolean terminal = !"dumb".equals(environment.get("TERM")) && standardErrorIsTerminal();
        return new Terminal() {
            @Override
            public boolean isTerminal() {
                return terminal;
            }

            @Override
            public int width() {
                int found = number(environment.get("COLUMNS")).orElseGet(Terminal::sttyColumns);
                return Math.max(20, found);
            }
        };
    }

    private static boolean standardErrorIsTerminal() {
        return isTerminal(2);
    }

    /// Whether standard output is a terminal.
    public static boolean standardOutputIsTerminal() {
        return isTerminal(1);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.matches("/dev/(pts/\\d+|tty\\w*|console)");
        } catch (IOException | RuntimeException e) {
            // Without /proc only the console as a whole can be asked.
            return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        }
    }

    /// Asks `stty`, which every Unix has; a JVM cannot ask by itself.
    private static int sttyColumns() {
        try {
            var stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(Path.of("/dev/tty").toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                var size =
                        new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
                var _ = stty.waitFor(1, TimeUnit.SECONDS);
                var columns = size.strip().substring(size.strip().lastIndexOf(' ') + 1);
                return number(columns).orElse(DEFAULT_WIDTH);
            } finally {
                stty.destroyForcibly();
            }
        } catch (IOException e) {
            return DEFAULT_WIDTH;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DEFAULT_WIDTH;
        }
    }

    private static OptionalInt number(@org.jspecify.annotations.Nullable String text) {
        return text != null && text.matches("[1-9]\\d{0,4}")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }
}
