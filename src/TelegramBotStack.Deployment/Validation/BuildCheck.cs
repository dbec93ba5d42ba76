using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Diagnosis.Checks;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Validation;

/// <summary>
/// Whether the bot compiles. Only when a file that git tracks or would track has changed since it last did: MSBuild takes
/// seconds to find out that there is nothing to do.
/// </summary>
internal sealed class BuildCheck : ICheck
{
    private const string StampFile = ".nuke/temp/validated.json";

    public CheckCategory Category => CheckCategory.Code;

    public string Name => "build";

    public IReadOnlyList<Type> After => [typeof(SdkCheck)];

    // A first restore fetches everything.
    public TimeSpan Limit => TimeSpan.FromMinutes(10);

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (context.Request.Project is not { } project)
        {
            return CheckOutcome.LeftOut("no project is named");
        }

        var sources = await SourcesAsync(context.Directory, cancellationToken);
        var stampPath = Path.Combine(context.Directory, StampFile);
        if (sources is not null && ReadStamp(stampPath) is { } stamp && stamp.Sources == sources && stamp.Project == project && File.Exists(stamp.Program))
        {
            context.Program = stamp.Program;
            return new CheckOutcome("nothing has changed since it compiled");
        }

        // With a property asked for, it is all that is printed, besides errors and warnings.
        var answer = await LocalTool.AskAsync(
            "dotnet", ["build", project, "--nologo", "--verbosity", "quiet", "-t:Build", "-getProperty:TargetPath"], context.Directory, Limit, cancellationToken);
        if (answer is not { ExitCode: 0 })
        {
            var error = PublishErrors.Failed(project, answer is null ? "It took too long." : answer.Error + answer.Output);
            return new CheckOutcome("", new Finding(error.Code, error.Message.Replace(context.Directory + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), error.Mend));
        }

        context.Program = answer.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[^1];
        if (sources is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(stampPath)!);
            await File.WriteAllBytesAsync(stampPath, JsonSerializer.SerializeToUtf8Bytes(new Stamp(sources, project, context.Program)), cancellationToken);
        }

        return new CheckOutcome($"{Path.GetFileName(project)} compiles");
    }

    /// <returns>A hash over name, size and time of the files; null outside a repository.</returns>
    private static async Task<string?> SourcesAsync(string directory, CancellationToken cancellationToken)
    {
        var answer = await Git.AskAsync(directory, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], cancellationToken);
        if (answer is not { ExitCode: 0 })
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var file in answer.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal))
        {
            var info = new FileInfo(Path.Combine(directory, file));
            text.Append(file).Append('\0').Append(info.Exists ? info.Length : -1).Append('\0').Append(info.Exists ? info.LastWriteTimeUtc.Ticks : 0).Append('\0');
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static Stamp? ReadStamp(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Stamp>(File.ReadAllBytes(path)) : null;
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return null; // It is only built once more.
        }
    }

    private sealed record Stamp(string Sources, string Project, string Program);
}
