namespace Nuke.Common.Tooling;

/// <summary>A change to settings: takes them and returns the changed ones.</summary>
/// <typeparam name="T">Type of the settings.</typeparam>
/// <param name="settings">The settings to change.</param>
/// <returns>The changed settings.</returns>
public delegate T Configure<T>(T settings);

/// <summary>A change to settings by a value.</summary>
/// <typeparam name="T">Type of the settings.</typeparam>
/// <typeparam name="TValue">Type of the value.</typeparam>
/// <param name="settings">The settings to change.</param>
/// <param name="value">The value.</param>
/// <returns>The changed settings.</returns>
public delegate T Configure<T, TValue>(T settings, TValue value);

/// <summary>Invokes changes to settings.</summary>
public static class ConfigureExtensions
{
    /// <summary>Applies the change, or returns the default of <typeparamref name="T"/>'s own constructor unchanged when there is none.</summary>
    public static T InvokeSafe<T>(this Configure<T>? configurator, T obj) => configurator is null ? obj : configurator(obj);

    /// <summary>Applies a change to settings.</summary>
    public static T Apply<T>(this T settings, Configure<T> configurator)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        return configurator(settings);
    }

    /// <summary>Applies a change to settings by a value.</summary>
    public static T Apply<T, TValue>(this T settings, Configure<T, TValue> configurator, TValue value)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        return configurator(settings, value);
    }

    /// <summary>Applies a change when the condition holds.</summary>
    public static T When<T>(this T settings, bool condition, Configure<T> configurator) => condition ? settings.Apply(configurator) : settings;

    /// <summary>Applies a change when the object is not null.</summary>
    public static T WhenNotNull<T, TObject>(this T settings, TObject? obj, Func<T, TObject, T> configurator)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        return obj is null ? settings : configurator(settings, obj);
    }
}
