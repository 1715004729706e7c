package io.heddle;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A [ManagedProcess] whose classes have a loader of their own, as in containers.
public final class HiddenProcess {

    private HiddenProcess() {}

    public static void main(String[] arguments) throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        URL[] urls = classPath.toArray(URL[]::new);
        try (var loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            loader.loadClass(ManagedProcess.class.getName())
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        }
    }
}
