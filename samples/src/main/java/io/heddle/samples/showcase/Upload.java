package io.heddle.samples.showcase;

import io.heddle.http.Parameters;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.form.Form;
import io.heddle.http.form.Multipart;
import io.heddle.http.form.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;

/// Says what was uploaded, line by line, and keeps nothing.
final class Upload {

    private Upload() {}

    static Response of(Request request) throws IOException {
        String given = request.field("Content-Type");
        String type = given == null ? "" : given.toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/form-data")) {
            return Response.text(parts(request));
        }
        if (type.startsWith("application/x-www-form-urlencoded")) {
            return Response.text(fields(Form.of(request)));
        }
        return Response.text("content: " + counted(request.content()));
    }

    private static String parts(Request request) throws IOException {
        var report = new StringBuilder();
        Multipart form = Multipart.of(request);
        for (Part part = form.next(); part != null; part = form.next()) {
            report.append(part.filename() == null ? "field " : "file ").append(part.name());
            if (part.filename() != null) {
                report.append(", ").append(part.safeFilename());
                report.append(", ").append(part.contentType());
            }
            report.append(": ").append(counted(part.content()));
        }
        return report.toString();
    }

    private static String fields(Parameters form) {
        var report = new StringBuilder();
        for (String name : form.names()) {
            form.all(name)
                    .forEach(value ->
                            report.append("field ")
                                    .append(name)
                                    .append(": ")
                                    .append(value.length())
                                    .append(" characters\n"));
        }
        return report.toString();
    }

    private static String counted(InputStream content) throws IOException {
        return content.transferTo(OutputStream.nullOutputStream()) + " bytes\n";
    }
}
