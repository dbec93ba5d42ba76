using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Nuke.Common.Tooling;

/// <summary>Waits for processes and reads what they wrote.</summary>
public static class ProcessExtensions
{
    /// <summary>Waits for the end of the process.</summary>
    /// <exception cref="ArgumentException">The process did not end within its time limit.</exception>
    public static IProcess AssertWaitForExit([NotNull] this IProcess? process)
    {
        process.NotNull();
        Assert.True(process.WaitForExit(), $"Process '{Path.GetFileNameWithoutExtension(process.FileName)}' did not end in time and was stopped.");
        return process;
    }

    /// <summary>Waits for the end of the process, which must be a good one.</summary>
    /// <exception cref="ProcessException">The exit code is not 0.</exception>
    /// <exception cref="ArgumentException">The process did not end within its time limit.</exception>
    public static IProcess AssertZeroExitCode([NotNull] this IProcess? process)
    {
        process.AssertWaitForExit();
        return process.ExitCode == 0 ? process : throw new ProcessException(process);
    }

    /// <summary>Standard output as one text.</summary>
    public static string StdToText(this IEnumerable<Output> output) =>
        string.Join(Environment.NewLine, output.Where(line => line.Type == OutputType.Std).Select(line => line.Text));

    /// <summary>Standard output read as JSON.</summary>
    public static T? StdToJson<T>(this IEnumerable<Output> output) => JsonSerializer.Deserialize<T>(output.StdToText(), JsonSerializerOptions.Web);
}
