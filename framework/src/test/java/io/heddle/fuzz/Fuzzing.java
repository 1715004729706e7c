package io.heddle.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Fuzzes one target after the other, each in a process of its own, as Jazzer wants it:
///
/// ```text
/// mvn -P fuzz -pl framework test -Dfuzz.seconds=60 -Dfuzz.target=FramesFuzz
/// ```
///
/// Without a target, all of them. What it finds is left in `target/fuzz/TARGET/findings`; a copy of
/// it in `src/test/resources/fuzz/TARGET` becomes a test.
final class Fuzzing {

    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";

    /// Reports every connection as forged by the input; a server's first start makes some.
    private static final String NOT_OURS =
            "com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery";

    private Fuzzing() {}

    /// Fuzzes, and ends with 1 if something was found.
    ///
    /// @param arguments how many seconds for each target; the simple name of one, or `all`
    public static void main(String[] arguments) throws Exception {
        boolean found = false;
        for (String target : FuzzTargets.names()) {
            if (List.of("all", FuzzTargets.simpleName(target)).contains(arguments[1])) {
                System.out.println("fuzzing " + target + " for " + arguments[0] + " s");
                found |= fuzz(target, arguments[0]) != 0;
            }
        }
        System.exit(found ? 1 : 0);
    }

    private static int fuzz(String target, String seconds)
            throws IOException, InterruptedException {
        Path directory = Path.of("target", "fuzz", FuzzTargets.simpleName(target));
        Path corpus = Files.createDirectories(directory.resolve("corpus"));
        Path findings = Files.createDirectories(directory.resolve("findings"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx512m",
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        JAZZER,
                        "--target_class=" + target,
                        "--instrumentation_includes=io.heddle.**",
                        "--disabled_hooks=" + NOT_OURS,
                        "--reproducer_path=" + findings,
                        "-artifact_prefix=" + findings + "/",
                        "-max_total_time=" + seconds,
                        corpus.toString(),
                        Files.createDirectories(FuzzTargets.corpus(target)).toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
