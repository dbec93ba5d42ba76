namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>The packages of these sources, made by this repository's own build, and a package cache for them alone.</summary>
public sealed class LocalFeed : IAsyncLifetime
{
    // The first class of tests that needs them has them made, the others wait for it.
    private static readonly Lazy<Task<Command>> Packed = new(() => Bootstrapper.RunAsync(RepositoryRoot.Path, ["Pack"]));

    private readonly TemporaryDirectory cache = new();

    public string Path { get; } = RepositoryRoot.File("artifacts/packages");

    /// <summary>
    /// Packages of the stack go to a cache that is thrown away; all others are read from the machine's, which a restore
    /// of this repository has filled.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["NUGET_PACKAGES"] = cache.Path,
        ["NUGET_FALLBACK_PACKAGES"] = System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? System.IO.Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
    };

    public async ValueTask InitializeAsync() => (await Packed.Value).ShouldEndWith(0);

    public ValueTask DisposeAsync()
    {
        cache.Dispose();
        return ValueTask.CompletedTask;
    }
}
