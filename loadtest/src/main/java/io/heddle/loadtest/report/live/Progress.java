package io.heddle.loadtest.report.live;

import io.heddle.loadtest.compare.ComparisonObserver;
import io.heddle.loadtest.report.text.Outline;
import io.heddle.loadtest.report.text.Style;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/// Is told how a comparison gets on, and shows it. Called by one thread; never throws for an output
/// that fails.
public interface Progress extends ComparisonObserver {
    /// How progress is shown.
    enum Kind {
        /// The panel on a terminal, else plain lines.
        AUTO,
        /// A few lines that are drawn again and again.
        PANEL,
        /// A line for each fork and every few seconds.
        PLAIN,
        /// A JSON object a line.
        JSON,
        NONE
    }

    /// A comparison begins; comes before everything else.
    void begins(Outline plan);

    /// Something else that must be seen.
    void problem(String line);

    /// It is over, or interrupted: the cursor stands at the beginning of an empty line.
    @Override
    void close();

    /// Chooses.
    ///
    /// @param terminal what `output` writes to
    /// @param style of the output; its width is taken from the terminal
    /// @param nanoTime a clock such as [System#nanoTime()]
    static Progress of(
            Kind kind, Terminal terminal, PrintWriter output, Style style, LongSupplier nanoTime) {
        return switch (kind) {
            case PANEL -> new PanelProgress(output, style, terminal, nanoTime);
            case PLAIN -> new PlainProgress(output, style, nanoTime);
            case JSON -> new JsonProgress(output, nanoTime);
            case NONE -> new NoProgress();
            case AUTO ->
                    terminal.isTerminal()
                            ? new PanelProgress(output, style, terminal, nanoTime)
                            : new PlainProgress(output, style, nanoTime);
        };
    }
}
