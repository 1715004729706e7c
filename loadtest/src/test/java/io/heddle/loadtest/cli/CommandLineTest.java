package io.heddle.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// What is typed: nothing here starts a server.
class CommandLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    run null -c 0                    | --connections must be between 1 and 1,000,000, was 0
                    run null -c -5                   | --connections must be between 1 and 1,000,000, was -5
                    run null --payload 0             | --payload must be between 1 and 67,108,864 bytes, was 0
                    run null -d 1ms                  | --duration must be between 100ms and
                    run null -d 5x                   | Invalid value for option '--duration': '5x' has an unknown unit
                    run null -R 5q                   | --rate: '5q'
                    run null -n 100                  | --burst and --requests need --rate or --stages
                    run null --stages 1s@1k -R 1k    | --stages and --rate exclude each other
                    run null --timeout 0             | --timeout must be between 1ms and
                    run null --pipeline 0            | --pipeline must be between 1 and 1,024, was 0
                    run null -t 0                    | --threads must be between 1 and 1,024, was 0
                    run null --mix nope=1            | --mix: 'nope'
                    run null --slo p98<1ms           | --slo:
                    run null --inject thaw@1s:1s     | --inject: 'thaw@1s:1s' is no injection
                    run null --protocol smtp         | Invalid value for option '--protocol'
                    run null --engine x              | Invalid value for option '--engine'
                    run null --json /no/such/x.json  | cannot write /no/such/x.json: there is no folder /no/such
                    run null --json - --csv -        | only one output may go to standard output
                    run null --html x.html           | a run has no report for browsers
                    run nope                         | TARGET: unknown target 'nope', known are
                    run null:nope=1                  | TARGET:
                    run exec:sleep                   | TARGET:
                    run tcp://127.0.0.1              | TARGET:
                    run                              | Missing required parameter: 'TARGET'
                    compare -c 0                     | --connections must be between 1 and
                    compare --heap 1m                | --heap must be between 33,554,432 and
                    compare --warmup soon            | --warmup: 'soon' is not a duration
                    compare --forks 0                | --forks must be between 1 and
                    compare --cpu-plan none          | Invalid value for option '--cpu-plan'
                    compare --gc epsilon             | Invalid value for option '--gc'
                    compare --seed x                 | Invalid value for option '--seed'
                    compare --scenario nope          | --scenario: unknown scenario 'nope', known are
                    compare --scenario echo:x=1      | --scenario:
                    compare --scenario hog:burn=x    | --scenario:
                    compare --baseline raw-vt heddle | --baseline must be one of [heddle], was 'raw-vt'
                    compare heddle heddle            | target 'heddle' was named twice
                    compare --nope                   | unknown option '--nope', see 'heddle compare --help'
                    compare --target-jvm-args x      | --target-jvm-args must be TARGET=-FLAG, was 'x'
                    sweep null --over x              | --over must be NAME=V,V,…, was 'x'
                    find-max null                    | find-max needs an objective
                    run null -c 4 -c 5               | option '--connections' (N) should be specified only once
                    serve                            | Missing required parameter: 'TARGET'
                    serve nope                       | unknown target 'nope', known are
                    serve raw-vt --port 65536        | --port must be between 0 and 65,535, was 65536
                    serve raw-vt --loops 0           | --loops must be between 1 and 1,024, was 0
                    dump                             | Missing required parameter: 'PID'
                    dump shop                        | Invalid value for positional parameter at index 0 (PID): 'shop'
                    dump 0                           | PID must be between 1 and 2,147,483,647, was 0
                    dump 1 --connections 2m          | --connections must be between 0 and 1,000,000, was 2000000
                    dump 1 --timeout 1ms             | --timeout must be between 100ms and
                    selftest --part nope             | unknown part 'nope', known are freeze
                    selftest --json /no/such/x.json  | cannot write /no/such/x.json
                    report /no/such                  | /no/such
                    completion tcsh                  | Invalid value for positional parameter
                    nope                             | unknown command 'nope', known are run, compare
                    """)
    void refusesWrongUsageInOneLine(String arguments, String message) {
        var run = CommandRun.of(arguments.split(" +"));

        assertEquals(ExitCodes.USAGE, run.status(), run::told);
        assertEquals(1, run.errors().lines().count(), run::told);
        assertTrue(run.errors().startsWith("heddle: " + message), run::told);
        assertEquals("", run.output());
    }

    @Test
    void refusesMoreConnectionsThanTheMachineHolds() {
        var run = CommandRun.of("compare", "raw-vt", "-c", "1m");

        assertEquals(ExitCodes.REFUSED, run.status(), run::told);
        assertEquals(1, run.errors().lines().count(), run::told);
        assertTrue(run.errors().startsWith("heddle: skipped: echo with "), run::told);
    }

    @Test
    void refusesAPlanThatTakesLongerThanItsBudget() {
        var run = CommandRun.of("compare", "raw-vt", "heddle", "--budget", "1s");

        assertEquals(ExitCodes.REFUSED, run.status(), run::told);
        assertTrue(run.errors().contains("the budget is 1s"), run::told);
    }

    @Test
    void showsThePlanWithoutStartingAnything() {
        var run =
                CommandRun.of(
                        "compare", "raw-vt", "heddle", "--dry-run", "--seed", "3", "--forks", "2");

        assertEquals(ExitCodes.OK, run.status(), run::told);
        assertTrue(run.output().contains("raw-vt"), run::told);
        assertTrue(run.output().toLowerCase(java.util.Locale.ROOT).contains("seed"), run::told);
        assertEquals("", run.errors());
    }

    @Test
    void comparesHeddleWithItsPeersByDefault() {
        var text = CommandRun.of("compare", "--dry-run").output();

        for (var target : new String[] {"heddle", "raw-vt", "netty-epoll′"}) {
            assertTrue(text.contains(target), text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "run --help",
                "compare --help",
                "suite --help",
                "sweep --help",
                "find-max --help",
                "serve --help",
                "dump --help",
                "targets --help",
                "scenarios --help",
                "verify --help",
                "doctor --help",
                "selftest --help",
                "report --help",
                "diff --help",
                "merge --help",
                "completion --help",
                "--version"
            })
    void helps(String arguments) {
        var run = CommandRun.of(arguments.split(" ", -1));

        assertEquals(ExitCodes.OK, run.status(), run::told);
        assertTrue(run.output().contains("heddle"), run::told);
        assertEquals("", run.errors());
    }

    @Test
    void listsTargetsAndScenariosForPeopleAndPrograms() {
        var targets = JsonMapper.shared().readTree(CommandRun.of("targets", "--json").output());
        var scenarios =
                JsonMapper.shared()
                        .readTree(CommandRun.of("scenarios", "--json").output())
                        .get("scenarios");

        assertTrue(targets.isArray() && scenarios.isArray());
        assertTrue(CommandRun.of("targets").output().contains("nio-reactor"));
        for (var target : targets) {
            assertFalse(target.get("name").asString().isEmpty());
        }
        var text = CommandRun.of("scenarios").output();
        for (var scenario : scenarios) {
            assertTrue(text.contains(scenario.get("id").asString()), text);
        }
    }

    @Test
    void completesInBashAndZsh() {
        assertTrue(CommandRun.of("completion", "bash").output().contains("complete -F"));
        assertTrue(CommandRun.of("completion", "zsh").output().contains("bashcompinit"));
    }

    @Test
    void examinesTheMachineAndFailsOnRedOnlyWhenStrict() {
        var run = CommandRun.of("doctor", "--json");
        var strict = CommandRun.of("doctor", "--strict", "--json");

        assertEquals(ExitCodes.OK, run.status(), run::told);
        assertTrue(run.json().get("findings").size() > 5, run::told);
        boolean red =
                strict.json()
                        .get("findings")
                        .valueStream()
                        .anyMatch(finding -> finding.get("light").asString().equals("red"));
        assertEquals(red ? ExitCodes.REFUSED : ExitCodes.OK, strict.status(), strict::told);
    }
}
