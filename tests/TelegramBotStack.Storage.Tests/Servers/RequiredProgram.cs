using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Storage.Tests.Servers;

/// <summary>Finds a server's program, installs it where that is allowed, skips the test on a developer's machine and fails it in CI.</summary>
internal static class RequiredProgram
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static async Task<string> FindAsync(string package, Func<string?> find)
    {
        await OneAtATime.WaitAsync();
        try
        {
            if (find() is null && Environment.IsPrivilegedProcess && File.Exists("/etc/debian_version"))
            {
                await DebianPackages.InstallAsync(package, TestContext.Current.CancellationToken);
            }

            if (find() is { } path)
            {
                return path;
            }

            Assert.SkipUnless(BuildServer.RunsEverything, $"There is no {package} on this machine.");
            throw new InvalidOperationException($"{package} is missing in CI.");
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
