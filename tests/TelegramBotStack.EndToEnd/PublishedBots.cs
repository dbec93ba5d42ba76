using System.Diagnostics;

[assembly: AssemblyFixture(typeof(TelegramBotStack.EndToEnd.PublishedBots))]

// Most of a deployment's time is waiting: for a verification, a crash, a watcher.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace TelegramBotStack.EndToEnd;

/// <summary>
/// The test bots, published once. A test's repository has a project that <c>dotnet publish</c> only copies them for: a
/// hundred deployments of one program need not compile it a hundred times, nor wait for each other.
/// </summary>
public sealed class PublishedBots : IAsyncLifetime
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "published");

    public async ValueTask InitializeAsync()
    {
        await PublishAsync(BotRepository.TestBotProject);
        await PublishAsync(BotRepository.DataBotProject);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Writes a project that publishes what was published of another, and returns its path.</summary>
    /// <param name="project">The project of a test bot.</param>
    /// <param name="name">A folder of this name is made for it.</param>
    public static string Project(string project, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, "projects", name));
        var file = Path.Combine(folder.FullName, Path.GetFileName(project));
        File.WriteAllText(
            file,
            $"""
            <Project>
              <Target Name="Restore" />
              <Target Name="Publish">
                <ItemGroup>
                  <Published Include="{Output(project)}/**" />
                </ItemGroup>
                <Copy SourceFiles="@(Published)" DestinationFiles="@(Published->'$(PublishDir)/%(RecursiveDir)%(Filename)%(Extension)')" />
              </Target>
            </Project>
            """);
        return file;
    }

    private static async Task PublishAsync(string project)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", project, "--configuration", "Release", "--output", Output(project), "--nologo", "--verbosity", "quiet",
                // Nothing that changes what is compiled: it has been, with these tests.
                "-p:UseAppHost=false", "-p:CopyOutputSymbolsToPublishDirectory=false",
            ])
        {
            RedirectStandardOutput = true,
        })!;
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, printed);
    }

    private static string Output(string project) => Path.Combine(Root, Path.GetFileNameWithoutExtension(project));
}
