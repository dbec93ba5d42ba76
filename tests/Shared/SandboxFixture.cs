using TelegramBotStack.Deployment.Sandbox;

[assembly: AssemblyFixture(typeof(TelegramBotStack.TestSupport.SandboxFixture))]

namespace TelegramBotStack.TestSupport;

/// <summary>
/// One sandbox for all tests of an assembly, brought up when the first test asks for it. Where none can run, the
/// test is skipped with the reason, but on a build server with Linux (environment variable CI=true) it fails.
/// </summary>
public sealed class SandboxFixture : IAsyncDisposable
{
    // Below the build's output, so that what a killed test run left behind is found and cleared by the next.
    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "sandboxes");

    private readonly Lazy<Task<SandboxHost>> shared = new(
        () => SandboxHost.UpAsync(new SandboxSettings(Home, "shared"), progress: null, CancellationToken.None));

    /// <summary>The shared sandbox.</summary>
    public Task<SandboxHost> HostAsync()
    {
        SkipWhereNoneCanRun();
        return shared.Value;
    }

    /// <summary>A sandbox of the caller's own, for tests that break it.</summary>
    public static Task<SandboxHost> UpAsync(string name, string? baseImage = null)
    {
        SkipWhereNoneCanRun();
        return SandboxHost.UpAsync(new SandboxSettings(Home, name, baseImage), progress: null, CancellationToken.None);
    }

    /// <summary>Skips the test, or fails it on a build server with Linux, where no sandbox can run.</summary>
    public static void SkipWhereNoneCanRun()
    {
        if (!SandboxHost.CanRun(out var reason))
        {
            BuildServer.RunsEverything.ShouldBeFalse($"A build server must run these tests, but {reason}");
            Assert.Skip($"No sandbox can run: {reason}");
        }
    }

    /// <summary>Brings the shared sandbox down.</summary>
    public async ValueTask DisposeAsync()
    {
        if (shared.IsValueCreated)
        {
            await (await shared.Value).DownAsync();
        }
    }
}
