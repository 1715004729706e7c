package io.heddle;

import java.text.MessageFormat;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// A logger that keeps what it gets, of all levels.
public final class LogInMemory implements System.Logger {

    /// What it got.
    ///
    /// @param text level and message: `WARNING main cannot accept`
    public record Line(String text, @Nullable Throwable thrown) {}

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

    List<Line> all() {
        return List.copyOf(lines);
    }

    public List<String> lines() {
        return lines.stream().map(Line::text).toList();
    }

    /// The exceptions, of those lines that have one.
    List<Throwable> thrown() {
        return lines.stream().map(Line::thrown).filter(Objects::nonNull).toList();
    }

    @Override
    public String getName() {
        return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String message,
            @Nullable Throwable failure) {
        lines.add(new Line(level + " " + message, failure));
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            Object @Nullable ... parameters) {
        String text = parameters == null ? format + "" : text(format, parameters);
        lines.add(new Line(level + " " + text, null));
    }

    private static String text(@Nullable String format, Object[] parameters) {
        return parameters.length == 0 ? format + "" : MessageFormat.format(format, parameters);
    }
}
