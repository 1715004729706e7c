package io.heddle.http.files;

import java.util.Locale;

/// What kinds of files there are, by their names.
final class MediaTypes {

    private MediaTypes() {}

    /// What stands behind the last dot, in lower case; empty if there is none.
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /// The media type of a file; bytes of no known kind if its name does not tell.
    static String of(String name) {
        return switch (extension(name)) {
            case "html", "htm" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "txt", "log" -> "text/plain; charset=utf-8";
            case "csv" -> "text/csv; charset=utf-8";
            case "md" -> "text/markdown; charset=utf-8";
            case "vtt" -> "text/vtt; charset=utf-8";
            case "ics" -> "text/calendar; charset=utf-8";
            case "json", "map" -> "application/json";
            case "webmanifest" -> "application/manifest+json";
            case "xml" -> "application/xml";
            case "xhtml" -> "application/xhtml+xml";
            case "rss" -> "application/rss+xml";
            case "atom" -> "application/atom+xml";
            case "wasm" -> "application/wasm";
            case "pdf" -> "application/pdf";
            case "zip" -> "application/zip";
            case "gz", "tgz" -> "application/gzip";
            case "tar" -> "application/x-tar";
            case "jar" -> "application/java-archive";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "gif" -> "image/gif";
            case "webp" -> "image/webp";
            case "avif" -> "image/avif";
            case "ico" -> "image/vnd.microsoft.icon";
            case "bmp" -> "image/bmp";
            case "tif", "tiff" -> "image/tiff";
            case "woff" -> "font/woff";
            case "woff2" -> "font/woff2";
            case "ttf" -> "font/ttf";
            case "otf" -> "font/otf";
            case "mp3" -> "audio/mpeg";
            case "m4a" -> "audio/mp4";
            case "ogg", "oga", "opus" -> "audio/ogg";
            case "wav" -> "audio/wav";
            case "flac" -> "audio/flac";
            case "mp4", "m4v" -> "video/mp4";
            case "webm" -> "video/webm";
            case "ogv" -> "video/ogg";
            case "mov" -> "video/quicktime";
            default -> "application/octet-stream";
        };
    }
}
