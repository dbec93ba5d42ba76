using System.Diagnostics;

namespace TelegramBotStack.EndToEnd;

/// <summary>A file system of a few megabytes in memory.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static async Task<SmallDisk> MakeAsync(int megabytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("botstack-small-").FullName);
        await Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,uid=1654,gid=1654,mode=0755", "tmpfs", disk.Path);
        return disk;
    }

    /// <summary>Makes it the bot's data volume, before the bot's first deployment.</summary>
    public Task HoldDataOf(BotRepository repository, SandboxDocker docker) => docker.Run(
        "volume", "create", "--label", $"botstack.bot={repository.Name}", "--driver", "local",
        "--opt", "type=none", "--opt", "o=bind", "--opt", $"device={Path}", $"botstack-{repository.Name}-data");

    public async ValueTask DisposeAsync()
    {
        await Run("umount", "--lazy", Path);
        Directory.Delete(Path);
    }

    internal static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
    }
}
