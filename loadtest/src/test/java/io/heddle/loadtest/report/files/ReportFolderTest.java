package io.heddle.loadtest.report.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.ResultFiles;
import io.heddle.loadtest.result.SampleResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReportFolderTest {
    private static final ComparisonResult TROUBLED = SampleResults.troubled();
    private static final ComparisonResult CLOSED = SampleResults.closedOnly();

    @TempDir Path parent;

    @Test
    void holdsEverythingThatIsMadeFromAResult() throws IOException {
        var result = TROUBLED;
        var folder = ReportFolder.prepare(parent.resolve("new/folder"));

        folder.write(result);

        var names = contents(folder.path()).keySet();
        for (var name :
                List.of(
                        "result.json",
                        "summary.md",
                        "report.html",
                        "forks.csv",
                        "series.ndjson",
                        "env.json",
                        "hdr/netty-epoll-twin.hlog",
                        "hdr/heddle.2.hgrm",
                        "hdr/heddle.hlog")) {
            assertTrue(names.contains(name), name + " in " + names);
        }
        assertEquals(result, folder.result());
    }

    @Test
    void makesTheSameFilesFromTheSameResult() throws IOException {
        var first = ReportFolder.prepare(parent.resolve("first"));
        first.write(CLOSED);
        var again = ReportFolder.prepare(parent.resolve("again"));

        again.write(first.result());
        ReportFolder.existing(first.path()).write(first.result());

        var files = contents(first.path());
        var others = contents(again.path());
        assertEquals(files.keySet(), others.keySet());
        files.forEach((name, bytes) -> assertArrayEquals(bytes, others.get(name), name));
    }

    @Test
    void keepsTheLastResultThatWasStored() throws IOException {
        var folder = ReportFolder.prepare(parent.resolve("run"));
        folder.store(TROUBLED);

        folder.store(CLOSED);

        assertEquals(CLOSED, folder.result());
        assertEquals(List.of("result.json"), List.copyOf(contents(folder.path()).keySet()));
    }

    @Test
    void neverReplacesAnotherRunsResult() throws IOException {
        var folder = ReportFolder.prepare(parent.resolve("run"));
        folder.store(CLOSED);

        var failure = assertThrows(IOException.class, () -> ReportFolder.prepare(folder.path()));

        assertEquals(
                folder.path() + " holds a result already, choose another folder",
                failure.getMessage());
    }

    @Test
    void findsBeforeTheRunThatNothingCanBeWritten() throws IOException {
        var file = Files.createFile(parent.resolve("file"));

        for (var path : List.of(file, file.resolve("below"))) {
            var failure = assertThrows(IOException.class, () -> ReportFolder.prepare(path));
            assertTrue(failure.getMessage().startsWith("cannot write to folder " + path + ": "));
            assertEquals(1, failure.getMessage().lines().count());
        }
    }

    @Test
    void rendersAgainOnlyWhereThereIsAResult() {
        var failure = assertThrows(IOException.class, () -> ReportFolder.existing(parent));

        assertEquals(parent + " holds no result.json", failure.getMessage());
    }

    @Test
    void isNamedAfterTheTime() {
        assertEquals(
                Path.of("loadtest-results", "20261121-093005-7f3a"),
                ReportFolder.defaultPath(Instant.parse("2026-11-21T09:30:05Z"), "7f3a"));
    }

    @Test
    void tellsWhatMustBeKnownToRunItAgain() throws IOException {
        var folder = ReportFolder.prepare(parent.resolve("run"));
        var result = CLOSED;
        folder.write(result);

        var environment =
                JsonMapper.shared().readTree(Files.readString(folder.path().resolve("env.json")));

        assertEquals(ComparisonResult.SCHEMA, environment.get("schema").asString());
        assertEquals(result.plan().seed(), environment.get("plan").get("seed").asLong());
        assertEquals("6.12.9", environment.get("environment").get("kernel").asString());
        assertEquals(ResultFiles.jsonLine(result.command()), environment.get("command").toString());
    }

    private static SortedMap<String, byte[]> contents(Path folder) throws IOException {
        var contents = new TreeMap<String, byte[]>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = folder.relativize(file).toString().replace('\\', '/');
                contents.put(name, Files.readAllBytes(file));
            }
        }
        return contents;
    }
}
