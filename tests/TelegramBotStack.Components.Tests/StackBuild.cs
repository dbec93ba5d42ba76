using System.Reflection;
using Nuke.Common;

namespace TelegramBotStack.Components.Tests;

/// <summary>The targets and parameters that every bot's build has.</summary>
internal static class StackBuild
{
    private static readonly PropertyInfo[] Properties = [.. typeof(ITelegramBot).GetInterfaces().SelectMany(component => component.GetProperties())];

    public static IReadOnlyList<string> Targets { get; } = [.. Properties.Where(property => property.PropertyType == typeof(Target)).Select(property => property.Name)];

    /// <summary>As on the command line: without hyphens, in upper case.</summary>
    public static IReadOnlyList<string> Parameters { get; } =
        [.. Properties.Where(property => property.IsDefined(typeof(ParameterAttribute))).Select(property => Plain(property.Name))];

    public static string Plain(string parameter) => parameter.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
