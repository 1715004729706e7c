package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `showcase` under the load tools that people have. How fast it is, is not asked here.
class LoadToolsTest {

    @TempDir private static Path folder;

    private static Showcase showcase;

    @BeforeAll
    static void start() throws Exception {
        showcase = Showcase.start("--http", "0");
    }

    @AfterAll
    static void stop() throws Exception {
        showcase.close();
    }

    @Test
    void wrkSeesNoErrors() throws Exception {
        var wrk = Tool.required("wrk");

        String report =
                wrk.run("-t1", "-c16", "-d1s", showcase.url("/plaintext")).succeeded().output();

        assertTrue(report.contains(" requests in "), report);
        assertFalse(report.contains("Socket errors"), report);
        assertFalse(report.contains("Non-2xx"), report);
    }

    @Test
    void wrkSeesItsContentEchoedByPipelinedRequests() throws Exception {
        var wrk = Tool.required("wrk");
        Path script = folder.resolve("pipelined.lua");
        Files.writeString(
                script,
                """
                init = function()
                  local one = wrk.format("POST", "/echo", {["Content-Length"] = "5"}, "hello")
                  sixteen = string.rep(one, 16)
                end
                request = function() return sixteen end
                response = function(status, headers, body)
                  if status ~= 200 or body ~= "hello" then error("was " .. status .. body) end
                end
                """);

        var result =
                wrk.run("-t1", "-c8", "-d1s", "-s", script.toString(), showcase.url("/"))
                        .succeeded();

        assertTrue(result.output().contains(" requests in "), result::output);
        assertFalse(result.output().contains("Socket errors"), result::output);
        assertFalse(result.errors().contains("was "), result::errors);
    }

    @Test
    void h2loadSeesNoErrors() throws Exception {
        var h2load = Tool.required("h2load");

        String report =
                h2load.run("--h1", "-c", "16", "-n", "5000", showcase.url("/json"))
                        .succeeded()
                        .output();

        assertTrue(report.contains("5000 succeeded, 0 failed, 0 errored, 0 timeout"), report);
        assertTrue(report.contains("5000 2xx"), report);
    }

    @Test
    void abKeepsItsConnections() throws Exception {
        var ab = Tool.required("ab");

        String report =
                ab.run("-k", "-q", "-c", "16", "-n", "5000", showcase.url("/plaintext"))
                        .succeeded()
                        .output();

        assertTrue(report.matches("(?s).*Complete requests: +5000\n.*"), report);
        assertTrue(report.matches("(?s).*Failed requests: +0\n.*"), report);
        assertTrue(report.matches("(?s).*Keep-Alive requests: +5000\n.*"), report);
    }

    @Test
    void abUploads() throws Exception {
        var ab = Tool.required("ab");
        Path content = folder.resolve("content");
        Files.write(content, new byte[100_000]);

        String report =
                ab.run(
                                "-k",
                                "-q",
                                "-c",
                                "4",
                                "-n",
                                "200",
                                "-p",
                                content.toString(),
                                "-T",
                                "application/octet-stream",
                                showcase.url("/echo"))
                        .succeeded()
                        .output();

        assertTrue(report.matches("(?s).*HTML transferred: +20000000 bytes\n.*"), report);
        assertTrue(report.matches("(?s).*Failed requests: +0\n.*"), report);
    }
}
