package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The code that the README shows is code that compiles.
class ReadmeTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir private Path directory;

    @Test
    void everyJavaBlockCompiles() throws Exception {
        List<String> blocks = javaBlocks();

        List<String> errors = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            errors.addAll(compile("Block" + i, program(blocks.get(i))));
        }

        assertTrue(blocks.size() >= 3, "blocks: " + blocks.size());
        assertEquals(List.of(), errors);
    }

    @Test
    void theEchoServerIsTenLines() throws Exception {
        assertTrue(javaBlocks().getFirst().lines().count() <= 10);
    }

    @Test
    void anErrorIsFound() throws Exception {
        assertEquals(1, compile("Wrong", program("int x = \"\";")).size());
    }

    private static List<String> javaBlocks() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        return JAVA_BLOCK.matcher(readme).results().map(found -> found.group(1)).toList();
    }

    /// A block that is no program is the body of one.
    private static String program(String block) {
        if (block.contains("void main()")) {
            return block;
        }
        String statement = block.startsWith("connection ->") ? "handle(" + block + ");" : block;
        return """
        import static java.nio.charset.StandardCharsets.UTF_8;
        import io.heddle.*;
        import io.heddle.metrics.ServerMetrics;
        import io.micrometer.core.instrument.MeterRegistry;
        void handle(ConnectionHandler handler) {}
        void body(MeterRegistry registry) { %s }
        void main() {}
        """
                .formatted(statement);
    }

    private List<String> compile(String name, String program) throws IOException {
        Path source = directory.resolve(name + ".java");
        Files.writeString(source, program);
        var compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(diagnostics, null, null)) {
            compiler.getTask(
                            null,
                            files,
                            diagnostics,
                            List.of("-d", directory.toString(), "-proc:none"),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
        }
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> name + ": " + diagnostic)
                .toList();
    }
}
