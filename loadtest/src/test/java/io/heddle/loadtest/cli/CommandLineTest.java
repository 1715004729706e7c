package io.heddle.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    compare -c 0                     | --connections must be between 1 and 1,000,000, was 0
                    compare -c -5                    | --connections must be between 1 and 1,000,000, was -5
                    compare --payload 0              | --payload must be between 1 and 1,048,576 bytes, was 0
                    compare --payload 2MiB           | --payload must be between 1 and 1,048,576 bytes, was 2097152
                    compare -d 1ms                   | --duration must be between 100ms and 60m00s, was 1ms
                    compare -d 5x                    | Invalid value for option '--duration': '5x' has an unknown unit
                    compare --rounds 0               | --rounds must be between 1 and 100, was 0
                    compare --warmup soon            | --warmup: 'soon' is not a duration
                    compare --heap 1m                | --heap must be between 33,554,432 and
                    compare --idle-connections 1k    | --idle-connections must name at least 2 sizes, was [1000]
                    compare --cpu-plan none          | Invalid value for option '--cpu-plan'
                    compare --gc epsilon             | Invalid value for option '--gc'
                    compare --seed x                 | Invalid value for option '--seed'
                    compare --scenario nope          | Invalid value for option '--scenario': unknown scenario 'nope', known are echo
                    compare --baseline raw-vt heddle | --baseline must be one of [heddle], was 'raw-vt'
                    compare --json /no/such/x.json   | --json must name a file that can be written, was '/no/such/x.json'
                    compare nope                     | unknown target 'nope', known are heddle, raw-vt
                    compare --nope                   | unknown option '--nope', see 'heddle compare --help'
                    compare --target-jvm-args x      | --target-jvm-args must be TARGET=-FLAG, was 'x'
                    serve                            | Missing required parameter: 'TARGET'
                    serve nope                       | unknown target 'nope', known are heddle, raw-vt
                    serve raw-vt --port 65536        | --port must be between 0 and 65,535, was 65536
                    serve raw-vt --loops 0           | --loops must be between 1 and 1,024, was 0
                    nope                             | unknown command 'nope', known are compare, serve
                    """)
    void refusesWrongUsageInOneLine(String arguments, String message) {
        int status = run(arguments.split(" ", -1));

        assertEquals(ExitCodes.USAGE, status);
        assertEquals(1, errors.toString().lines().count(), errors::toString);
        assertTrue(errors.toString().startsWith("heddle: " + message), errors::toString);
        assertEquals("", output.toString());
    }

    @Test
    void refusesMoreConnectionsThanTheMachineHolds() {
        int status = run("compare", "raw-vt", "-c", "1m");

        assertEquals(ExitCodes.REFUSED, status);
        assertEquals(1, errors.toString().lines().count());
        assertTrue(
                errors.toString().startsWith("heddle: skipped: echo with 1,000,000 connections:"),
                errors::toString);
    }

    @Test
    void showsThePlanWithoutStartingAnything() {
        int status = run("compare", "raw-vt", "netty-nio:loops=2", "--dry-run", "--seed", "3");

        var text = output.toString();
        assertEquals(ExitCodes.OK, status);
        assertTrue(text.contains("seed 3"), text);
        assertTrue(text.contains("expected: "), text);
        assertTrue(text.contains("round 3: "), text);
        assertTrue(text.contains("serve netty-nio:loops=2"), text);
        assertTrue(text.contains("time: about "), text);
        assertEquals(0, ProcessHandle.current().children().count());
    }

    @Test
    void comparesEverythingByDefault() {
        run("compare", "--dry-run");

        var text = output.toString();
        for (var target : new String[] {"heddle", "raw-vt", "nio-reactor", "netty-nio"}) {
            assertTrue(text.contains("serve " + target + " "), text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "compare --help", "serve --help", "targets --help", "--version"})
    void helps(String arguments) {
        assertEquals(ExitCodes.OK, run(arguments.split(" ", -1)));
        assertTrue(output.toString().contains("heddle"), output::toString);
        assertEquals("", errors.toString());
    }

    @Test
    void listsTargetsAndScenarios() {
        run("targets");
        run("scenarios");

        assertTrue(output.toString().contains("nio-reactor"), output::toString);
        assertTrue(
                output.toString().contains("variants by [pollers, timeouts=on|off]"),
                output::toString);
        assertTrue(output.toString().contains("expected: "), output::toString);
    }

    private int run(String... arguments) {
        return HeddleCommand.run(new PrintWriter(output), new PrintWriter(errors), arguments);
    }
}
