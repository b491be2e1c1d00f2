# Language level, warnings, sanitizers, and the fast tools when the machine has them.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
                    -Wno-missing-field-initializers  # {.name = ...} leaves the rest at its default
                    -fpch-preprocess)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 sees overflow in "text" + std::string (its PR 105651).
    add_compile_options(-Wno-stringop-overflow -Wno-restrict)
endif()
if(ENTREPOT_WERROR)
    add_compile_options(-Werror)
endif()
if(ENTREPOT_CRASH_POINTS)
    add_compile_definitions(ENTREPOT_CRASH_POINTS)
endif()
if(ENTREPOT_SANITIZE)
    add_compile_options(-fsanitize=${ENTREPOT_SANITIZE} -fno-omit-frame-pointer
                        -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${ENTREPOT_SANITIZE})
endif()
