using System.Diagnostics;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Publishing;

/// <summary>Builds a bot with <c>dotnet publish</c>, so that the same source gives the same bytes.</summary>
internal static class DotNetPublish
{
    /// <remarks>
    /// Without a runtime identifier: one would need a restore of its own, and change lock files. The native files for
    /// other machines are left out instead. Other forms need it, and are given a lock file beside the others'.
    /// </remarks>
    /// <param name="project">The bot's project file.</param>
    /// <param name="architecture">Processor of the host as Docker calls it, such as <c>amd64</c>.</param>
    /// <param name="output">Folder to publish into; what it held is deleted.</param>
    /// <param name="form">What to make of it.</param>
    /// <param name="hidden">
    /// Environment variables that the build does not get: the compiler and build servers it starts go on for minutes, with
    /// everything in them for anybody to read who may look at the user's processes.
    /// </param>
    /// <param name="cancellationToken">Ends the publish and its children.</param>
    /// <exception cref="DeploymentException">The project does not compile, or not on this machine.</exception>
    public static async Task<PublishedApp> RunAsync(
        string project, string architecture, string output, PublishForm form, IEnumerable<string> hidden, CancellationToken cancellationToken)
    {
        var compiler = form == PublishForm.Native ? NativeCompiler.OfThisMachine.FindFor(architecture) : null;
        using var alone = await PublishLock.TakeAsync(project, cancellationToken);
        if (Directory.Exists(output))
        {
            Directory.Delete(output, recursive: true);
        }

        var start = new ProcessStartInfo("dotnet",
        [
            "publish", project, "--configuration", "Release",
            "--output", output, "--nologo", "--verbosity", "quiet",
            .. compiler is null ? Options(form, architecture) : Native(project, architecture, output, compiler),
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

        if (form == PublishForm.Native)
        {
            return ReadNative(project, output);
        }

        string[] configurations = Directory.GetFiles(output, "*.runtimeconfig.json");
        return configurations is [var configuration]
            ? PublishedApp.Read(output, architecture, Path.GetFileName(configuration).Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal))
            : throw PublishErrors.NoProgram(project);
    }

    private static PublishedApp ReadNative(string project, string output)
    {
        var app = PublishedApp.ReadNative(output) ?? throw PublishErrors.NoProgram(project);
        return LibcVersion.NeededBy(Path.Combine(output, app.EntryAssembly)) is { } needed && needed > LibcVersion.OfImage
            ? throw PublishErrors.LibcTooNew(needed, LibcVersion.OfImage)
            : app;
    }

    private static string[] Options(PublishForm form, string architecture) =>
        form == PublishForm.SelfContained ? [.. ForOneRuntime(architecture, "self-contained"), "--self-contained"] : ["-p:UseAppHost=false"];

    private static string[] Native(string project, string architecture, string output, string compiler)
    {
        var properties = output + ".native.props";
        Directory.CreateDirectory(Path.GetDirectoryName(properties)!);
        NativeProperties.Write(properties, project, compiler);
        return [.. ForOneRuntime(architecture, "native"), $"-p:CustomAfterDirectoryBuildProps={properties}"];
    }

    private static string[] ForOneRuntime(string architecture, string lockFile) =>
    [
        "--runtime", architecture == "arm64" ? "linux-arm64" : "linux-x64",
        $"-p:NuGetLockFilePath=obj/botstack-{lockFile}.lock.json", "-p:RestoreLockedMode=false",
    ];
}
