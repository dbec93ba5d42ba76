using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Components.Tests.Releasing;

/// <summary>
/// A NuGet feed over HTTP, of the parts that pushing needs (NuGet Server API: service index, package content, push). It takes
/// a package only with its key, and no version twice.
/// </summary>
internal sealed class HttpFeed : IAsyncDisposable
{
    public const string Key = "oy2-a-key-that-nobody-sees";

    private readonly WebApplication server;

    private HttpFeed(WebApplication server) => this.server = server;

    public string Url => $"{server.Urls.Single()}/v3/index.json";

    /// <summary>Files that were pushed, by kind (<c>package</c>, <c>symbols</c>), in the order in which they came.</summary>
    public ConcurrentQueue<(string Kind, byte[] Content)> Pushed { get; } = [];

    /// <summary>How many packages it takes before it breaks down.</summary>
    public int Takes { get; set; } = int.MaxValue;

    /// <summary>What it says of itself when it breaks down; a server may say anything.</summary>
    public string Complaint { get; set; } = "out of order";

    public static async Task<HttpFeed> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var feed = new HttpFeed(server);
        server.MapGet("/v3/index.json", (HttpRequest request) => Results.Json(Index($"http://{request.Host}")));
        server.MapGet("/content/{id}/index.json", feed.Versions);
        server.MapGet("/content/{id}/{version}/{file}", feed.Package);
        server.MapPut("/push", (HttpRequest request) => feed.PushAsync("package", request));
        server.MapPut("/symbols", (HttpRequest request) => feed.PushAsync("symbols", request));
        await server.StartAsync();
        return feed;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static Dictionary<string, object> Index(string root) => new()
    {
        ["version"] = "3.0.0",
        ["resources"] = new[]
        {
            Resource($"{root}/content/", "PackageBaseAddress/3.0.0"),
            Resource($"{root}/push", "PackagePublish/2.0.0"),
            Resource($"{root}/symbols", "SymbolPackagePublish/4.9.0"),
        },
    };

    private static Dictionary<string, string> Resource(string url, string type) => new() { ["@id"] = url, ["@type"] = type };

    private IResult Versions(string id) => Find(id) is null ? Results.NotFound() : Results.Json(new { versions = new[] { TinyPackage.Version.ToString() } });

    private IResult Package(string id, string version, string file) =>
        Find(id) is { } package && version == TinyPackage.Version.ToString() && file.EndsWith(".nupkg", StringComparison.Ordinal)
            ? Results.Bytes(package)
            : Results.NotFound();

    private byte[]? Find(string id) => Pushed.Where(pushed => pushed.Kind == "package").Select(pushed => pushed.Content)
        .FirstOrDefault(content => Has(content, $"{id}.nuspec"));

    private static bool Has(byte[] package, string file)
    {
        using var archive = new ZipArchive(new MemoryStream(package));
        return archive.Entries.Any(entry => entry.FullName.Equals(file, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<IResult> PushAsync(string kind, HttpRequest request)
    {
        if (request.Headers["X-NuGet-ApiKey"] != Key)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (kind == "package" && Pushed.Count(pushed => pushed.Kind == kind) >= Takes)
        {
            request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseFeature>()!.ReasonPhrase = Complaint;
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var form = await request.ReadFormAsync();
        using var content = new MemoryStream();
        await form.Files[0].CopyToAsync(content);
        Pushed.Enqueue((kind, content.ToArray()));
        return Results.StatusCode(StatusCodes.Status201Created);
    }
}
