{% if storage_secret -%}
using System.Runtime.CompilerServices;

/// <summary>Tests need no database: the bot keeps its data in JSON files while they run.</summary>
internal static class TestStorage
{
    [ModuleInitializer]
    internal static void Choose() => Environment.SetEnvironmentVariable("BOTSTACK_STORAGE", "json");
}
{% endif -%}
