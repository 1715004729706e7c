package io.heddle.loadtest.measure;

import io.heddle.loadtest.kernel.KernelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a server's JVM is told so that it records itself. All of it costs time: it belongs in a
/// fork of its own and never in one that is timed.
///
/// @param flags for the JVM
/// @param files that it leaves when it ends in good order
public record Profile(List<String> flags, List<Path> files) {
    private static final String LIBRARY = "libasyncProfiler.so";

    public Profile {
        flags = List.copyOf(flags);
        files = List.copyOf(files);
    }

    /// Ways to look into a JVM.
    public enum Kind {
        /// The JDK's Flight Recorder.
        JFR,
        /// async-profiler, if it is installed.
        ASYNC
    }

    /// The profile of that kind, with the collector's log.
    ///
    /// @param folder that exists; the run's
    /// @param name of the files, without ending; letters, digits, dots and dashes
    /// @throws IOException if the profiler is not installed; the message says where it was sought
    public static Profile of(Kind kind, Path folder, String name) throws IOException {
        var recording =
                switch (kind) {
                    case JFR -> flightRecorder(folder, name);
                    case ASYNC -> async(folder, name);
                };
        var log = collectorLog(folder, name);
        return new Profile(
                Stream.concat(recording.flags.stream(), log.flags.stream()).toList(),
                Stream.concat(recording.files.stream(), log.files.stream()).toList());
    }

    /// Flight Recorder from start to end, with the JDK's `profile` settings.
    static Profile flightRecorder(Path folder, String name) {
        var file = file(folder, name + ".jfr");
        return new Profile(
                List.of(
                        "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                                + file,
                        "-Xlog:jfr+startup=error"), // standard output belongs to the control lines
                List.of(file));
    }

    /// The garbage collector's log, every line of it.
    public static Profile collectorLog(Path folder, String name) {
        var file = file(folder, name + ".gc.log");
        return new Profile(
                // The quotes are for the JVM, which else takes a colon for a separator.
                List.of("-Xlog:gc*,safepoint:file=\"" + file + "\":uptime,level,tags:filecount=0"),
                List.of(file));
    }

    private static Profile async(Path folder, String name) throws IOException {
        var library = asyncLibrary(KernelFiles.live().root(), System.getenv());
        if (library.isEmpty()) {
            throw new IOException(
                    "async-profiler is not installed: no "
                            + LIBRARY
                            + " by ASYNC_PROFILER_HOME, in /opt/async-profiler*, /usr/local/lib or"
                            + " /usr/lib");
        }
        var file = file(folder, name + ".cpu.html");
        return new Profile(
                List.of(
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:+DebugNonSafepoints",
                        "-agentpath:%s=start,event=cpu,file=%s".formatted(library.get(), file)),
                List.of(file));
    }

    /// Where the profiler's library is.
    static Optional<Path> asyncLibrary(Path root, Map<String, String> environment) {
        var home = environment.get("ASYNC_PROFILER_HOME");
        var named =
                home == null
                        ? Stream.<Path>empty()
                        : Stream.of(Path.of(home), Path.of(home, "lib"), Path.of(home, "build"));
        var usual =
                Stream.concat(
                        new KernelFiles(root)
                                .names("opt").stream()
                                        .filter(folder -> folder.startsWith("async-profiler"))
                                        .sorted()
                                        .map(folder -> root.resolve("opt/" + folder + "/lib")),
                        Stream.of(root.resolve("usr/local/lib"), root.resolve("usr/lib")));
        return Stream.concat(named, usual)
                .map(folder -> folder.resolve(LIBRARY))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Path file(Path folder, String name) {
        var file = folder.resolve(name).toAbsolutePath();
        if (file.toString().indexOf(',') >= 0) {
            throw new IllegalArgumentException(
                    "the JVM takes no comma in a file's name: '%s'".formatted(file));
        }
        return file;
    }
}
