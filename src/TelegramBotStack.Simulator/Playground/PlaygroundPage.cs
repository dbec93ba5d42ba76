using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TelegramBotStack.Simulator.Playground;

/// <summary>Serves the page at <c>/</c>, from files that are in the assembly.</summary>
internal static class PlaygroundPage
{
    // No script but the page's own, nothing from elsewhere, and no way to make HTML of a text.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private const string ResourcePrefix = "playground/";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, byte[]> Resources = ReadResources();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context => ServeAsync(context, "index.html"));
        foreach (var name in Resources.Keys)
        {
            routes.MapGet("/playground/" + name, context => ServeAsync(context, name));
        }
    }

    private static async Task ServeAsync(HttpContext context, string name)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        var content = Resources[name];
        context.Response.ContentType = ContentTypes[Path.GetExtension(name)];
        context.Response.ContentLength = content.Length;
        await context.Response.BodyWriter.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
    }

    private static FrozenDictionary<string, byte[]> ReadResources()
    {
        var assembly = typeof(PlaygroundPage).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[ResourcePrefix.Length..], name => Read(assembly, name));
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var resource = assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
