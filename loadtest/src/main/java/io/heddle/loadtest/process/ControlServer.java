package io.heddle.loadtest.process;

import io.heddle.loadtest.measure.HeapAfterGc;
import io.heddle.loadtest.measure.JvmCounters;
import io.heddle.loadtest.measure.JvmSettings;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.wire.Protocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The server's side of the control protocol: answers each line of its input until the input ends.
///
/// Commands: `gc` collects all garbage and tells what stays, `settings` tells what is in effect,
/// `counters` tells the JVM's running totals.
public final class ControlServer {
    private final RunningTarget target;
    private final Protocol protocol;
    private final PrintWriter output;

    /// @param protocol what the target was told to speak
    public ControlServer(RunningTarget target, Protocol protocol, PrintWriter output) {
        this.target = target;
        this.protocol = protocol;
        this.output = output;
    }

    /// Serves until the input ends, which it also does when the parent process dies.
    public void serve(InputStream input) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            output.println(answer(line.strip()));
            output.flush();
        }
    }

    private String answer(String command) {
        return switch (command) {
            case "gc" -> ControlLine.format(command, HeapAfterGc.measure().values());
            case "counters" -> ControlLine.format(command, JvmCounters.now().values());
            case "settings" -> ControlLine.format(command, settings());
            default -> "unknown command";
        };
    }

    private Map<String, String> settings() {
        var settings = new LinkedHashMap<>(JvmSettings.read());
        settings.put("protocol", protocol.name().toLowerCase(Locale.ROOT));
        settings.putAll(target.settings());
        return settings;
    }
}
