using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(TelegramBotStack.Playground.Tests.Chromium))]

namespace TelegramBotStack.Playground.Tests;

/// <summary>
/// The one browser of all tests, started when the first asks for it; each test has a context of its own. Installed where
/// that is allowed; without it tests are skipped on a developer's machine and fail in CI.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public IBrowser Browser => _browser ?? throw new InvalidOperationException("The browser was not started.");

    public async ValueTask InitializeAsync()
    {
        if (Find() is null && Environment.IsPrivilegedProcess && File.Exists("/etc/debian_version"))
        {
            await DebianPackages.InstallAsync("chromium", TestContext.Current.CancellationToken);
        }

        if (Find() is { } program)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox"], Timeout = 120_000 });
        }
    }

    /// <summary>Skips the test, or on a build server with Linux fails it, where there is no browser.</summary>
    public void MustBeThere()
    {
        if (_browser is null)
        {
            Assert.SkipUnless(BuildServer.RunsEverything, "There is no Chromium on this machine.");
            throw new InvalidOperationException("Chromium is missing in CI.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Find() => Array.Find(Programs, File.Exists);
}
