using System.Diagnostics;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Publishing;

/// <summary>Builds a bot with <c>dotnet publish</c>, so that the same source gives the same bytes.</summary>
internal static class DotNetPublish
{
    /// <remarks>
    /// Without a runtime identifier: one would need a restore of its own, and change lock files. The native files for
    /// other machines are left out instead. A self-contained one needs it, and is given a lock file beside the others'.
    /// </remarks>
    /// <param name="project">The bot's project file.</param>
    /// <param name="architecture">Processor of the host as Docker calls it, such as <c>amd64</c>.</param>
    /// <param name="output">Folder to publish into; what it held is deleted.</param>
    /// <param name="isSelfContained">Whether it brings .NET along, for a host that has none.</param>
    /// <param name="hidden">
    /// Environment variables that the build does not get: the compiler and build servers it starts go on for minutes, with
    /// everything in them for anybody to read who may look at the user's processes.
    /// </param>
    /// <param name="cancellationToken">Ends the publish and its children.</param>
    /// <exception cref="DeploymentException">The project does not compile.</exception>
    public static async Task<PublishedApp> RunAsync(
        string project, string architecture, string output, bool isSelfContained, IEnumerable<string> hidden, CancellationToken cancellationToken)
    {
        using var alone = await PublishLock.TakeAsync(project, cancellationToken);
        if (Directory.Exists(output))
        {
            Directory.Delete(output, recursive: true);
        }

        var start = new ProcessStartInfo("dotnet",
        [
            "publish", project, "--configuration", "Release",
            "--output", output, "--nologo", "--verbosity", "quiet",
            .. isSelfContained ? SelfContained(architecture) : ["-p:UseAppHost=false"],
            "-p:Deterministic=true", "-p:ContinuousIntegrationBuild=true", "-p:DebugType=embedded",
            "-p:IncludeSourceRevisionInInformationalVersion=false", "-p:GenerateDocumentationFile=false",
            "-p:PublishDocumentationFiles=false", "-p:PublishReferencesDocumentationFiles=false",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetDirectoryName(project)!,
        };
        foreach (var variable in hidden)
        {
            start.Environment.Remove(variable);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var printed = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw PublishErrors.Failed(project, await printed + await errors);
        }

        string[] configurations = Directory.GetFiles(output, "*.runtimeconfig.json");
        return configurations is [var configuration]
            ? PublishedApp.Read(output, architecture, Path.GetFileName(configuration).Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal))
            : throw PublishErrors.NoProgram(project);
    }

    private static string[] SelfContained(string architecture) =>
    [
        "--runtime", architecture == "arm64" ? "linux-arm64" : "linux-x64", "--self-contained",
        "-p:NuGetLockFilePath=obj/botstack-self-contained.lock.json", "-p:RestoreLockedMode=false",
    ];
}
