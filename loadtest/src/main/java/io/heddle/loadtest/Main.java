package io.heddle.loadtest;

import io.heddle.loadtest.cli.HeddleCommand;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// Where the program starts, and the only place that ends the JVM.
public final class Main {
    private Main() {}

    /// Runs a command line.
    ///
    /// @param arguments see `--help`
    public static void main(String[] arguments) {
        var output =
                new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        var errors =
                new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        int status = HeddleCommand.run(output, errors, arguments);
        output.flush();
        errors.flush();
        System.exit(status);
    }
}
